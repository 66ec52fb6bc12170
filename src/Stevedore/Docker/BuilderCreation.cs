namespace Stevedore.Docker;

/// <summary>A builder to create.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Driver">Its driver, as buildx names it.</param>
/// <param name="Options">Driver options, <c>key=value</c>.</param>
/// <param name="Config">A buildkitd.toml; null for none.</param>
public sealed record BuilderCreation(string Name, string Driver, ImmutableArray<string> Options, string? Config)
{
    /// <summary>The command that does the same by hand.</summary>
    public string Command =>
        string.Join(
            ' ',
            [
                $"docker buildx create --name {Name} --driver {Driver}",
                .. Options.Select(option => $"--driver-opt {option}"),
                .. Config is null ? Array.Empty<string>() : [$"--config {Config}"],
                "--bootstrap",
            ]
        );
}
