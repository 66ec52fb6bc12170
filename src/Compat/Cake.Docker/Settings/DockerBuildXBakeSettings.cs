namespace Cake.Docker;

/// <summary>Settings of <c>docker buildx bake</c>.</summary>
public sealed class DockerBuildXBakeSettings : AutoToolSettings
{
    public string? Builder { get; set; }

    public string[] File { get; set; } = null!;

    public bool Load { get; set; }

    public string? MetadataFile { get; set; }

    public bool NoCache { get; set; }

    public bool Print { get; set; }

    public string? Progress { get; set; }

    public bool Pull { get; set; }

    public bool Push { get; set; }

    /// <summary>Overrides of targets, as <c>target.key=value</c>.</summary>
    public string[] Set { get; set; } = null!;
}
