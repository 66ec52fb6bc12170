namespace Cake.Docker;

/// <summary>Settings of <c>docker buildx inspect</c>.</summary>
public sealed class DockerBuildXInspectSettings : AutoToolSettings
{
    public bool Bootstrap { get; set; }

    public string Builder { get; set; } = null!;
}
