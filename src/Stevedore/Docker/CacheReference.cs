using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Docker;

/// <summary>A name that layers are kept under.</summary>
/// <param name="Place">The repository.</param>
/// <param name="Tag">The tag.</param>
/// <param name="Platform">The platform whose layers they are; null for those of all.</param>
public sealed record CacheReference(Destination Place, ImageTag Tag, Platform? Platform = null)
{
    /// <inheritdoc/>
    public override string ToString() => Place.Reference.At(Tag);
}
