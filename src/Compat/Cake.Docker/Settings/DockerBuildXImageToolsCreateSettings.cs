namespace Cake.Docker;

/// <summary>Settings of <c>docker buildx imagetools create</c>.</summary>
public sealed class DockerBuildXImageToolsCreateSettings : AutoToolSettings
{
    /// <summary>Appends to an existing manifest.</summary>
    public bool Append { get; set; }

    public string Builder { get; set; } = null!;

    public bool DryRun { get; set; }

    public string[] File { get; set; } = null!;

    public string[] Tag { get; set; } = null!;
}
