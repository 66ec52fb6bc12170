using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Docker;

/// <summary>A name that layers are kept under.</summary>
/// <param name="Place">The repository.</param>
/// <param name="Tag">The tag.</param>
public sealed record CacheReference(Destination Place, ImageTag Tag)
{
    /// <inheritdoc/>
    public override string ToString() => Place.Reference.At(Tag);
}
