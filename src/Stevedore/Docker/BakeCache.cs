using Stevedore.Planning;

namespace Stevedore.Docker;

/// <summary>Where a target's layers come from and go to.</summary>
/// <remarks><see href="https://docs.docker.com/build/cache/backends/"/></remarks>
internal static class BakeCache
{
    /// <summary>What is looked at before a step runs. A cache that is not there is passed over by BuildKit.</summary>
    public static IEnumerable<string> From(ImagePlan image, BakeRequest request) =>
        image.Cache switch
        {
            _ when !request.Builder.IsComplete => [],
            CacheKind.Registry when Place(image) is { } place => [$"type=registry,ref={place}"],
            CacheKind.Inline when image.Destinations.FirstOrDefault() is { } first => image.MovingTags.Select(tag =>
                $"type=registry,ref={first.Reference.At(tag)}"
            ),
            _ => [],
        };

    /// <summary>What is written after a push. A cache that cannot be written must not fail what was built.</summary>
    public static IEnumerable<string> To(ImagePlan image, BakeRequest request) =>
        image.Cache switch
        {
            _ when !request.Builder.IsComplete || request.Purpose != BuildPurpose.Push || !BakeFile.Targets(request).Contains(image) => [],
            // ECR takes a cache only as an image manifest of OCI media types.
            CacheKind.Registry when Place(image) is { } place =>
            [
                $"type=registry,ref={place},mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true",
            ],
            CacheKind.Inline => ["type=inline"],
            _ => [],
        };

    // Images may share a repository, so the image's name is the tag.
    private static string? Place(ImagePlan image) =>
        image.CacheRepository is { } repository ? repository.Reference.At(Images.ImageTag.Parse(image.Name.Value)) : null;
}
