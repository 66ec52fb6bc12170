using Stevedore.Images;

namespace Stevedore.Planning.Dockerfiles;

/// <summary>What decides which images a Dockerfile takes.</summary>
/// <param name="Target">The stage that is built; null for the last.</param>
/// <param name="Arguments">Build arguments, which beat the defaults of ARG. One without a value is given, but not known yet.</param>
/// <param name="Contexts">The names of named contexts, as <see cref="BaseReference.ContextName"/> writes them.</param>
internal sealed record DockerfileBuild(
    string? Target,
    IReadOnlyDictionary<string, string?> Arguments,
    IReadOnlySet<string> Contexts,
    Platform Platform
)
{
    /// <summary>Where the builder runs; null when only it knows.</summary>
    public Platform? BuildPlatform { get; init; }
}

/// <summary>What a Dockerfile takes from elsewhere.</summary>
/// <param name="Base">What the built stage stands on; null for <c>scratch</c>, and where the text does not tell.</param>
/// <param name="All">What any stage takes that is needed for the built one, in the order of the text; each once.</param>
internal sealed record ExternalSources(ExternalSource? Base, ImmutableArray<ExternalSource> All)
{
    /// <summary>What is taken by names that are no references, so that nobody here can tell what they lead to.</summary>
    public ImmutableArray<string> Others { get; init; } = [];
}

/// <summary>An image or a named context.</summary>
/// <param name="Name">The image's reference as it is written, its variables filled in.</param>
/// <param name="Context">The named context that stands for it; null when it is the image itself.</param>
/// <param name="Platform">The platform that is taken of it; null when only the builder knows.</param>
internal sealed record ExternalSource(string Name, string? Context, Platform? Platform);
