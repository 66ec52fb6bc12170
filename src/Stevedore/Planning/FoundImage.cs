using Stevedore.Images;

namespace Stevedore.Planning;

/// <summary>An image of the run that the registries hold already, so that it is not built.</summary>
/// <param name="Name">Its name in the settings.</param>
/// <param name="Place">A repository that has it.</param>
/// <param name="References">Its references by the commit's tag.</param>
/// <param name="Bases">The images from elsewhere that it says it was made from.</param>
internal sealed record FoundImage(
    string Name,
    ImageReference Place,
    Digest Digest,
    ImmutableArray<string> References,
    ImmutableArray<BaseImage> Bases
);
