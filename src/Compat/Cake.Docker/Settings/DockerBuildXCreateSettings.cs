namespace Cake.Docker;

/// <summary>Settings of <c>docker buildx create</c>.</summary>
public sealed class DockerBuildXCreateSettings : AutoToolSettings
{
    /// <summary>Adds a node instead of changing the builder.</summary>
    public bool Append { get; set; }

    public bool Bootstrap { get; set; }

    public string Builder { get; set; } = null!;

    public string BuildkitdFlags { get; set; } = null!;

    public string Config { get; set; } = null!;

    public string Driver { get; set; } = null!;

    public string[] DriverOpt { get; set; } = null!;

    /// <summary>Removes a node instead of changing the builder.</summary>
    public bool Leave { get; set; }

    public string Name { get; set; } = null!;

    public string Node { get; set; } = null!;

    public string[] Platform { get; set; } = null!;

    public bool Use { get; set; }
}
