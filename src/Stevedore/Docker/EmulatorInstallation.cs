namespace Stevedore.Docker;

/// <summary>Emulators that the engine's kernel is given.</summary>
/// <param name="Image">The image that installs them.</param>
/// <param name="Architectures">As docker names them: <c>arm64</c>.</param>
/// <param name="Restart">A running builder that must start again to see them; null for none.</param>
public sealed record EmulatorInstallation(string Image, ImmutableArray<string> Architectures, string? Restart)
{
    /// <summary>The image that Docker's documentation names.</summary>
    public const string DefaultImage = "tonistiigi/binfmt";

    /// <summary>The command that does the same by hand.</summary>
    public string Command => $"docker run --privileged --rm {Image} --install {string.Join(',', Architectures)}";
}
