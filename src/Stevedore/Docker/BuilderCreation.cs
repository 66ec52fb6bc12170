using Stevedore.Images;

namespace Stevedore.Docker;

/// <summary>A builder to create, or a machine to add to one.</summary>
/// <param name="Name">The builder's name.</param>
/// <param name="Driver">Its driver, as buildx names it.</param>
public sealed record BuilderCreation(string Name, string Driver)
{
    /// <summary>Driver options, <c>key=value</c>.</summary>
    public ImmutableArray<string> Options { get; init; } = [];

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
                .. Options.Select(option => $"--driver-opt {option}"),
                .. Config is null ? Array.Empty<string>() : [$"--config {Config}"],
                .. Platforms.IsEmpty ? Array.Empty<string>() : [$"--platform {string.Join(',', Platforms)}"],
                .. Endpoint is null ? Array.Empty<string>() : [Endpoint],
            ]
        );
}
