namespace Stevedore.Docker;

/// <summary>The builder of a run.</summary>
/// <param name="Name">What <c>--builder</c> is given.</param>
/// <param name="Why">Why this one, for the log.</param>
public sealed record BuilderDecision(string Name, string Why)
{
    /// <summary>How it is made first; empty when it exists. The first creates it, the others add machines to it.</summary>
    public ImmutableArray<BuilderCreation> Creations { get; init; } = [];

    /// <summary>The buildkitd.toml to create it with, where that is not just the file that the settings name; null where it is.</summary>
    public string? Config { get; init; }

    /// <summary>Whether it builds several platforms at once, exports caches and attaches attestations.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Whether several machines build: each its own platforms, and each with a cache of its own.</summary>
    public bool HasSeveralNodes { get; init; }

    /// <summary>Whether it can set the time of every file to the commit's; the docker driver cannot.</summary>
    public bool RewritesTimestamps { get; init; }

    /// <summary>What the builder in use before could not do; empty when nothing was missing.</summary>
    public string Lacking { get; init; } = "";

    /// <summary>The emulators to install first; null for none.</summary>
    public EmulatorInstallation? Emulators { get; init; }
}
