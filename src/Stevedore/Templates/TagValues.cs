using Stevedore.Images;
using Stevedore.Source;

namespace Stevedore.Templates;

/// <summary>What templates are filled with; null where nothing says it.</summary>
/// <param name="Commit">In full.</param>
/// <param name="CommitDate">In UTC, or converted to it.</param>
/// <param name="BaseDigest">The digest of the base image.</param>
internal sealed record TagValues(
    string? Commit = null,
    string? Branch = null,
    string? Build = null,
    DateTimeOffset? CommitDate = null,
    Digest? BaseDigest = null
)
{
    /// <summary>The git tags to choose from, as git has them: <c>v1.4.2</c>. The first that fits is taken.</summary>
    public ImmutableArray<string> GitTags { get; init; } = [];

    /// <summary>Why git could not say what it knows; null when it did or there is no repository.</summary>
    public GitRefusal? GitRefusal { get; init; }

    /// <summary>The values that the source has, and the base image's digest where it is known.</summary>
    public static TagValues From(SourceFacts source, Digest? baseDigest = null) =>
        new(source.Commit, source.Branch, source.Build, source.CommitDate, baseDigest)
        {
            GitTags = source.GitTags,
            GitRefusal = source.GitRefusal,
        };
}
