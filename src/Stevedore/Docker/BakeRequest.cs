using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Docker;

/// <summary>All that a bake file is made from.</summary>
/// <param name="Plan">What to build, every reference complete where it is pushed.</param>
/// <param name="Purpose">What becomes of it.</param>
/// <param name="Machine">The platform of this machine, which alone is loaded.</param>
/// <param name="Builder">The builder that builds it.</param>
/// <param name="SecretVariables">The environment variable that carries each secret, by <c>image/id</c>.</param>
/// <param name="Images">The images to build this time; null for all that are shipped.</param>
/// <param name="Caches">The references that hold layers; null when the registries were not asked.</param>
internal sealed record BakeRequest(
    ShipPlan Plan,
    BuildPurpose Purpose,
    Platform Machine,
    BuilderDecision Builder,
    ImmutableDictionary<string, string> SecretVariables,
    ImmutableHashSet<ImageName>? Images = null,
    ImmutableHashSet<string>? Caches = null
)
{
    /// <summary>The Dockerfiles that are built from in place of the plan's, by the image's name.</summary>
    internal ImmutableDictionary<string, string> Dockerfiles { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The user's folder, which files of secrets and keys may be named from; empty where it is not known.</summary>
    internal string Home { get; init; } = "";
}

/// <summary>What becomes of what is built.</summary>
public enum BuildPurpose
{
    /// <summary>Pushed to every registry.</summary>
    Push,

    /// <summary>Nothing: it only had to build, as for a pull request.</summary>
    Check,

    /// <summary>Loaded into the local engine, for this machine's platform.</summary>
    Load,
}
