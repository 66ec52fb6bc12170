namespace Cake.Docker;

/// <summary>Settings of <c>docker buildx imagetools inspect</c>.</summary>
public sealed class DockerBuildXImageToolsInspectSettings : AutoToolSettings
{
    public string Builder { get; set; } = null!;

    public bool Raw { get; set; }
}
