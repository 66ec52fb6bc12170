using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Docker;

/// <summary>Where a target's layers come from and go to.</summary>
/// <remarks><see href="https://docs.docker.com/build/cache/backends/"/></remarks>
internal static class BakeCache
{
    /// <summary>The references that may hold layers of an image, whether or not anything is there.</summary>
    public static IEnumerable<CacheReference> References(ImagePlan image, BuilderDecision builder) =>
        image.Cache switch
        {
            CacheKind.Registry when image.CacheRepository is { } repository && IsByPlatform(image, builder) => image.Platforms.Select(
                platform => new CacheReference(repository, Tag(image, platform), platform)
            ),
            // Images may share a repository, so the image's name is the tag.
            CacheKind.Registry when image.CacheRepository is { } repository => [new(repository, ImageTag.Parse(image.Name.Value))],
            CacheKind.Inline when image.Destinations.FirstOrDefault() is { } first => image.MovingTags.Select(tag => new CacheReference(
                first,
                tag
            )),
            _ => [],
        };

    /// <summary>What is looked at before a step of an image runs.</summary>
    public static IEnumerable<string> From(ImagePlan image, BakeRequest request) => From(References(image, request.Builder), request);

    /// <summary>Those of some references that are there.</summary>
    /// <remarks>BuildKit passes over a cache that is not there, but prints an error for it.</remarks>
    public static IEnumerable<string> From(IEnumerable<CacheReference> references, BakeRequest request) =>
        request.Builder.IsComplete
            ? references
                .Select(reference => $"{reference}")
                .Where(reference => request.Caches?.Contains(reference) ?? true)
                .Select(reference => $"type=registry,ref={reference}")
            : [];

    /// <summary>What is written together with an image.</summary>
    public static IEnumerable<string> To(ImagePlan image, BakeRequest request) =>
        image.Cache switch
        {
            _ when !IsWritten(image, request) || IsByPlatform(image, request.Builder) => [],
            CacheKind.Registry => References(image, request.Builder).Select(To),
            CacheKind.Inline => ["type=inline"],
            _ => [],
        };

    /// <summary>What is written beside an image, a platform at a time: each machine writes all that it knows, so the last would overwrite the others.</summary>
    public static IEnumerable<CacheReference> Exports(ImagePlan image, BakeRequest request) =>
        IsWritten(image, request) && IsByPlatform(image, request.Builder) ? References(image, request.Builder) : [];

    /// <summary>A reference that is written. One that cannot be must not fail what was built.</summary>
    // ECR takes a cache only as an image manifest of OCI media types.
    public static string To(CacheReference reference) =>
        $"type=registry,ref={reference},mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true";

    private static bool IsWritten(ImagePlan image, BakeRequest request) =>
        request.Builder.IsComplete && request.Purpose == BuildPurpose.Push && BakeFile.Targets(request).Contains(image);

    private static bool IsByPlatform(ImagePlan image, BuilderDecision builder) =>
        image is { Cache: CacheKind.Registry, Platforms.Length: > 1 } && builder.HasSeveralNodes;

    // No image has a name with two dashes, and bake takes it for a target too.
    private static ImageTag Tag(ImagePlan image, Platform platform) => ImageTag.Parse($"{image.Name}--{$"{platform}".Replace('/', '-')}");
}

/// <summary>A name that layers are kept under.</summary>
/// <param name="Place">The repository.</param>
/// <param name="Tag">The tag.</param>
/// <param name="Platform">The platform whose layers they are; null for those of all.</param>
internal sealed record CacheReference(Destination Place, ImageTag Tag, Platform? Platform = null)
{
    /// <inheritdoc/>
    public override string ToString() => Place.Reference.At(Tag);
}
