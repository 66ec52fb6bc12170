using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>How often a run pulls from Docker Hub, which counts it.</summary>
internal static class HubPulls
{
    // What lists the parts of an image, where `attestations.sbom` asks for it: https://docs.docker.com/build/metadata/attestations/sbom/
    private const int Scanner = 1;

    /// <summary>At most: each image counts once for every platform that it is taken for, and what is there already not at all.</summary>
    /// <param name="ofBuilder">The images that a builder is made of.</param>
    public static int Of(IReadOnlyCollection<ImagePlan> images, ImmutableArray<string> ofBuilder)
    {
        var taken =
            from image in images
            from source in image.Foreign
            where IsThere(source.Name)
            from platform in image.Platforms
            select (source.Name, platform);
        return taken.Distinct().Count()
            + images.Select(image => image.Frontend).OfType<string>().Distinct(StringComparer.Ordinal).Count(IsThere)
            + (images.Any(image => image.Sbom) ? Scanner : 0)
            + ofBuilder.Count(IsThere);
    }

    private static bool IsThere(string name) => BaseReference.Parse(name)?.IsOfDockerHub == true;
}
