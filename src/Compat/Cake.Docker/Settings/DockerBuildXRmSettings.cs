namespace Cake.Docker;

/// <summary>Settings of <c>docker buildx rm</c>.</summary>
public sealed class DockerBuildXRmSettings : AutoToolSettings
{
    public bool AllInactive { get; set; }

    public string Builder { get; set; } = null!;

    public bool Force { get; set; }

    public bool KeepDaemon { get; set; }

    public bool KeepState { get; set; }
}
