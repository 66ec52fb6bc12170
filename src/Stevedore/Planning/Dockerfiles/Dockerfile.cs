namespace Stevedore.Planning.Dockerfiles;

/// <summary>A Dockerfile, parsed once. What it takes from elsewhere depends on the platform, the arguments and the contexts it is built with.</summary>
/// <remarks>
/// Reads as BuildKit does, and only what names images: <see href="https://github.com/moby/buildkit/tree/master/frontend/dockerfile"/>. What BuildKit
/// refuses is not refused here: the build says it better.
/// </remarks>
internal sealed class Dockerfile
{
    private readonly ImmutableHashSet<string> declared;

    internal Dockerfile(char escape, ImmutableArray<Argument> arguments, ImmutableArray<Stage> stages, ImmutableHashSet<string> declared)
    {
        Escape = escape;
        Arguments = arguments;
        Stages = stages;
        this.declared = declared;
    }

    /// <summary>Escapes a character, and continues a line.</summary>
    internal char Escape { get; }

    /// <summary>Those before the first stage, which alone count in FROM.</summary>
    internal ImmutableArray<Argument> Arguments { get; }

    internal ImmutableArray<Stage> Stages { get; }

    /// <summary>The image that is to read it, unless a build argument names another; null for the builder's own.</summary>
    internal string? Frontend { get; init; }

    /// <summary>The Dockerfile of this text.</summary>
    public static Dockerfile Parse(string text) => DockerfileParser.Parse(text);

    /// <summary>Whether an ARG names it, before the first stage, in any, or for those that are built on one.</summary>
    public bool Declares(string argument) => declared.Contains(argument);
}

/// <summary>A name that an ARG declares.</summary>
/// <param name="Default">As it is written; null for none.</param>
internal sealed record Argument(string Name, string? Default);

/// <summary>A stage as it is written, its variables not yet filled in.</summary>
/// <param name="Base">What FROM names; null when the line is not understood.</param>
/// <param name="Name">In lower case; null for none.</param>
/// <param name="Platform">The platform of <c>FROM --platform</c>; null for none.</param>
/// <param name="Sources">What its steps take files from.</param>
/// <param name="Triggers">What the ONBUILD steps take files from, which run in the stages that stand on this one.</param>
internal sealed record Stage(
    string? Base,
    string? Name,
    string? Platform,
    ImmutableArray<StageSource> Sources,
    ImmutableArray<StageSource> Triggers
);

/// <summary>What a step takes files from.</summary>
/// <param name="From">A stage, a context or an image.</param>
/// <param name="MayBeIndex">Whether a number is the position of a stage: for COPY, not for mounts.</param>
internal sealed record StageSource(string From, bool MayBeIndex);
