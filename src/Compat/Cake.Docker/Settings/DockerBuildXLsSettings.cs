namespace Cake.Docker;

/// <summary>Settings of <c>docker buildx ls</c>.</summary>
public sealed class DockerBuildXLsSettings : AutoToolSettings
{
    public string Builder { get; set; } = null!;
}
