namespace Stevedore.Init;

/// <summary>Writes what a repository needs to ship.</summary>
public interface IInitialization
{
    /// <summary>Looks at the repository, asks what it cannot tell, and writes. What is there already stays as it is, unless that was asked for.</summary>
    /// <exception cref="StevedoreException">There is nothing to begin with, or the files cannot be written; nothing is half-written then.</exception>
    void Run(InitOptions options);

    /// <summary>Writes the templates of pipelines, or prints their roles. What somebody has changed by hand stays as it is, unless that was asked for.</summary>
    /// <exception cref="StevedoreException">The settings make no pipeline, or the files cannot be written; nothing is half-written then.</exception>
    void WritePipelines(PipelineOptions options);
}

/// <summary>What a person asked of pipelines.</summary>
public sealed record PipelineOptions
{
    /// <summary>Whether templates are written.</summary>
    public bool Writes { get; init; } = true;

    /// <summary>Whether roles are printed.</summary>
    public bool ShowsRoles { get; init; }

    /// <summary>Whether files that were changed by hand are replaced.</summary>
    public bool Force { get; init; }
}

/// <summary>What a person asked of the first files.</summary>
public sealed record InitOptions
{
    /// <summary>Whether defaults are taken for what would be asked.</summary>
    public bool Yes { get; init; }

    /// <summary>Whether files that are there and differ are replaced.</summary>
    public bool Force { get; init; }

    /// <summary>Whether the repository gets a build project and its launchers in place of the tool.</summary>
    public bool BuildProject { get; init; }

    /// <summary>The platforms, joined by commas; null to ask.</summary>
    public string? Platforms { get; init; }

    /// <summary>The images that services run, joined by commas; null to ask.</summary>
    public string? Containers { get; init; }

    /// <summary>The secret that holds the credentials for Docker Hub; null to ask.</summary>
    public string? Secret { get; init; }

    /// <summary>Where CodeBuild fetches the tool's archive from, https or s3, in place of restoring it; null to restore.</summary>
    public string? Archive { get; init; }

    /// <summary>The archive's SHA-256, as the file of checksums has it.</summary>
    public string? Checksum { get; init; }
}
