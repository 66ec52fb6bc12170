using Stevedore.Images;
using Stevedore.Source;

namespace Stevedore.Planning.Tags;

/// <summary>What templates are filled with; null where nothing says it.</summary>
/// <param name="Commit">In full.</param>
/// <param name="GitTag">As git has it: <c>v1.4.2</c>.</param>
/// <param name="CommitDate">In UTC, or converted to it.</param>
/// <param name="BaseDigest">The digest of the base image.</param>
public sealed record TagValues(
    string? Commit = null,
    string? Branch = null,
    string? GitTag = null,
    string? Build = null,
    DateTimeOffset? CommitDate = null,
    Digest? BaseDigest = null
)
{
    /// <summary>The values that the source has, and the base image's digest where it is known.</summary>
    public static TagValues From(SourceFacts source, Digest? baseDigest = null) =>
        new(source.Commit, source.Branch, source.GitTag, source.Build, source.CommitDate, baseDigest);
}
