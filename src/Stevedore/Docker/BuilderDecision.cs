using Stevedore.Images;
using Stevedore.Source;

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

    /// <summary>Whether it can be given an image under the name that a Dockerfile has for it.</summary>
    public bool TakesImagesByContext { get; init; } = true;

    /// <summary>What the builder in use before could not do; empty when nothing was missing.</summary>
    public string Lacking { get; init; } = "";

    /// <summary>How a builder that exists differs from what the settings say of it; null where it does not.</summary>
    internal string? Difference { get; init; }

    /// <summary>The emulators to install first; null for none.</summary>
    public EmulatorInstallation? Emulators { get; init; }
}

/// <summary>Emulators that the engine's kernel is given.</summary>
/// <param name="Image">The image that installs them.</param>
/// <param name="Architectures">As docker names them: <c>arm64</c>.</param>
/// <param name="Restart">A running builder that must start again to see them; null for none.</param>
public sealed record EmulatorInstallation(string Image, ImmutableArray<string> Architectures, string? Restart)
{
    /// <summary>The image that Docker's documentation names.</summary>
    public const string DefaultImage = "tonistiigi/binfmt";

    /// <summary>Whether the builder may have emulators of its own, so that these need not be there.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The command that does the same by hand.</summary>
    public string Command => $"docker run --privileged --rm {Image} --install {string.Join(',', Architectures)}";
}

/// <summary>A builder to create, or a machine to add to one.</summary>
/// <param name="Name">The builder's name.</param>
/// <param name="Driver">Its driver, as buildx names it.</param>
public sealed record BuilderCreation(string Name, string Driver)
{
    /// <summary>Driver options, <c>key=value</c>.</summary>
    public ImmutableArray<string> Options { get; init; } = [];

    /// <summary>Options of BuildKit's own daemon.</summary>
    public ImmutableArray<string> Flags { get; init; } = [];

    /// <summary>A buildkitd.toml; null for none.</summary>
    public string? Config { get; init; }

    /// <summary>The machine: a docker context, an address, or for the cloud driver <c>organization/name</c>; null for this one.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The platforms that this machine is for; empty for all that it has.</summary>
    public ImmutableArray<Platform> Platforms { get; init; } = [];

    /// <summary>Whether the builder exists already and gets one machine more.</summary>
    public bool Appends { get; init; }

    /// <summary>The command that does the same by hand.</summary>
    public string Command =>
        string.Join(
            ' ',
            [
                $"docker buildx create --name {Name}",
                .. Appends ? Array.Empty<string>() : [$"--driver {Driver}"],
                .. Appends ? ["--append"] : Array.Empty<string>(),
                .. Options.Select(option => $"--driver-opt {ShellWord.Of(CsvField.Of(option))}"),
                .. Flags.IsEmpty ? Array.Empty<string>() : [$"--buildkitd-flags {ShellWord.Of(string.Join(' ', Flags))}"],
                .. Config is null ? Array.Empty<string>() : [$"--config {Config}"],
                .. Platforms.IsEmpty ? Array.Empty<string>() : [$"--platform {string.Join(',', Platforms)}"],
                .. Endpoint is null ? Array.Empty<string>() : [Endpoint],
            ]
        );
}
