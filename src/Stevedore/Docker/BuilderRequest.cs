using Stevedore.Planning;

namespace Stevedore.Docker;

/// <summary>All that a builder is chosen from.</summary>
/// <param name="Plan">What was asked for.</param>
/// <param name="Needs">What the images need.</param>
/// <param name="Builders">What docker knows.</param>
/// <param name="IsCodeBuild">Whether this machine is thrown away afterwards, so that emulators may be installed unasked.</param>
internal sealed record BuilderRequest(BuilderPlan Plan, BuilderNeeds Needs, ImmutableArray<Builder> Builders, bool IsCodeBuild)
{
    /// <summary>What a builder must trust that is created.</summary>
    public ImmutableArray<RegistryAuthority> Authorities { get; init; } = [];

    /// <summary>The text of the buildkitd.toml that the settings name; null when they name none, or there is no such file.</summary>
    public string? Config { get; init; }
}
