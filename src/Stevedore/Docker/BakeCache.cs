using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Docker;

/// <summary>Where a target's layers come from and go to.</summary>
/// <remarks><see href="https://docs.docker.com/build/cache/backends/"/></remarks>
internal static class BakeCache
{
    /// <summary>The references that may hold layers of an image, whether or not anything is there.</summary>
    public static IEnumerable<CacheReference> References(ImagePlan image) =>
        image.Cache switch
        {
            // Images may share a repository, so the image's name is the tag.
            CacheKind.Registry when image.CacheRepository is { } repository => [new(repository, ImageTag.Parse(image.Name.Value))],
            CacheKind.Inline when image.Destinations.FirstOrDefault() is { } first => image.MovingTags.Select(tag => new CacheReference(
                first,
                tag
            )),
            _ => [],
        };

    /// <summary>What is looked at before a step runs.</summary>
    /// <remarks>BuildKit passes over a cache that is not there, but prints an error for it.</remarks>
    public static IEnumerable<string> From(ImagePlan image, BakeRequest request) =>
        request.Builder.IsComplete
            ? References(image)
                .Select(reference => $"{reference}")
                .Where(reference => request.Caches?.Contains(reference) ?? true)
                .Select(reference => $"type=registry,ref={reference}")
            : [];

    /// <summary>What is written after a push. A cache that cannot be written must not fail what was built.</summary>
    public static IEnumerable<string> To(ImagePlan image, BakeRequest request) =>
        image.Cache switch
        {
            _ when !request.Builder.IsComplete || request.Purpose != BuildPurpose.Push || !BakeFile.Targets(request).Contains(image) => [],
            // ECR takes a cache only as an image manifest of OCI media types.
            CacheKind.Registry => References(image)
                .Select(reference => $"type=registry,ref={reference},mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true"),
            CacheKind.Inline => ["type=inline"],
            _ => [],
        };
}
