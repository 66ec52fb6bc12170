using Stevedore.Docker;

namespace Stevedore.Tests.Docker;

/// <summary>The builders of the captured engines.</summary>
internal static class Builders
{
    public static ImmutableArray<Builder> Containerd => Read("ls-json-docker-26.1.5-containerd-store-buildx-0.13.1.txt");

    public static ImmutableArray<Builder> Overlay2 => Read("ls-json-docker-26.1.5-overlay2-store-buildx-0.13.1.txt");

    public static ImmutableArray<Builder> InContainer => Read("ls-json-docker-container-buildkit-head-buildx-0.13.1.txt");

    public static ImmutableArray<Builder> NotRunning => Read("ls-json-engine-not-running-buildx-0.13.1.txt");

    /// <summary>The captured builder in a container, under another name.</summary>
    public static Builder Named(string name, bool? isCurrent = null) => InContainer[0] with { Name = name, IsCurrent = isCurrent };

    private static ImmutableArray<Builder> Read(string name) => Builder.ParseList(Captured.Lines(name));
}
