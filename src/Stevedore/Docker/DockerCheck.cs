using System.Globalization;
using Stevedore.Settings;

namespace Stevedore.Docker;

/// <summary>Whether the versions of docker's parts do for a plan.</summary>
internal static class DockerCheck
{
    private const string Update = "Update the docker-buildx plugin: https://docs.docker.com/build/buildx/install/.";

    // The oldest whose BuildKit is given images by named contexts.
    private const int OldestEngine = 23;

    /// <summary>Nothing of what does not tell its version: whoever needs it says why.</summary>
    public static ImmutableArray<Finding> Of(DockerVersions versions, BuilderSettings settings) =>
        [
            .. versions.Engine is { Length: > 0 } engine ? [Engine(OutsideText.Line(engine))] : Array.Empty<Finding>(),
            .. versions.Buildx is { } buildx ? [Buildx(new(OutsideText.Line(buildx)), settings)] : Array.Empty<Finding>(),
        ];

    private static Finding Engine(string version) =>
        int.TryParse(version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major < OldestEngine
            ? new(
                "engine",
                FindingLevel.Warning,
                Invariant($"version {version}, older than {OldestEngine}: it pins no base image to what it was when the run looked")
            )
            {
                Fix = "Update Docker: https://docs.docker.com/engine/install/.",
            }
            : new("engine", FindingLevel.Fine, $"version {version}");

    private static Finding Buildx(BuildxVersion version, BuilderSettings settings) =>
        !version.ListsAsJson ? Fault(version, "older than 0.13, and lists no builders as JSON")
        : settings.Driver == "cloud" && !version.HasCloudDriver
            ? Fault(version, "and the cloud driver needs 0.37 or Docker Desktop's own build")
        : settings.Entitlements is { Count: > 0 } && !version.HasEntitlements
            ? Fault(version, "older than 0.17, and grants a bake no builder.entitlements")
        : version.IsBroken
            ? new("buildx", FindingLevel.Warning, $"version {version.Text}, which does not read every bake file (docker/buildx#2858)")
            {
                Fix = Update,
            }
        : new("buildx", FindingLevel.Fine, $"version {version.Text}");

    private static Finding Fault(BuildxVersion version, string why) =>
        new("buildx", FindingLevel.Fault, $"version {version.Text}, {why}") { Fix = Update };
}
