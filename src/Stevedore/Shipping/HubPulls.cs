using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>How often a run pulls from Docker Hub, which counts it.</summary>
internal static class HubPulls
{
    public const string Host = "docker.io";

    /// <summary>At most: each image counts once for every platform that it is taken for, and what is there already not at all.</summary>
    /// <param name="ofBuilder">The images that a builder is made of.</param>
    public static int Of(IEnumerable<ImagePlan> images, ImmutableArray<string> ofBuilder) =>
        images
            .SelectMany(image =>
                image.Foreign.Where(taken => IsThere(taken.Name)).SelectMany(taken => image.Platforms, (taken, on) => (taken.Name, on))
            )
            .Distinct()
            .Count() + ofBuilder.Count(IsThere);

    private static bool IsThere(string name) => BaseReference.Parse(name)?.Host == Host;
}
