namespace Stevedore.Source;

/// <summary>What is being built, as far as anything says.</summary>
/// <param name="Commit">40 lower-case hexadecimal digits (64 in a SHA-256 repository); null when nothing says it.</param>
/// <param name="CommitSource">Where the commit came from, as the plan shows it: <c>git</c>, <c>--commit</c>, <c>CODEBUILD_RESOLVED_SOURCE_VERSION</c>; <c>unknown</c> without a commit.</param>
/// <param name="IsDirty">Whether the tree differs from the commit.</param>
/// <param name="DirtyFiles">Some of the files that differ, for messages; empty when unknown.</param>
/// <param name="Branch">Null when HEAD is detached and nothing else says it.</param>
/// <param name="GitTags">The git tags that are being built: the one that a webhook names first, then the highest version.</param>
/// <param name="CommitDate">When the commit was made, in UTC; null when unknown.</param>
/// <param name="Url">Where the source is, without credentials; null when unknown.</param>
/// <param name="Build">The CI build's number; null outside CI.</param>
/// <param name="BuildId">The CI build's id; null outside CI.</param>
/// <param name="IsPullRequest">A pull request never pushes.</param>
/// <param name="IsCodeBuild">Whether this runs inside AWS CodeBuild.</param>
/// <param name="CodeBuildAccount">The account of CODEBUILD_BUILD_ARN; null elsewhere.</param>
public sealed record SourceFacts(
    string? Commit,
    string CommitSource,
    bool IsDirty,
    ImmutableArray<string> DirtyFiles,
    string? Branch,
    ImmutableArray<string> GitTags,
    DateTimeOffset? CommitDate,
    string? Url,
    string? Build,
    string? BuildId,
    bool IsPullRequest,
    bool IsCodeBuild,
    string? CodeBuildAccount
)
{
    /// <summary>The git tag that it is known as; null when none.</summary>
    public string? GitTag => GitTags is [var first, ..] ? first : null;

    /// <summary>How the pull request ended; null while it is open, where nothing says it, and where there is none.</summary>
    public PullRequestEnd? PullRequestEnd { get; init; }

    /// <summary>Why git could not say what it knows, so that more than usual is unknown; null when it did or there is no repository.</summary>
    public GitRefusal? GitRefusal { get; init; }

    /// <summary>Why what is here does not say its commit, for whoever cannot do without one; null when there is a commit, or nothing that could say it.</summary>
    public StevedoreException? CommitFault { get; init; }

    /// <summary>What a person should know about how these facts were decided; usually empty.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}

/// <summary>How a pull request ends.</summary>
public enum PullRequestEnd
{
    /// <summary>What it asked for is in the branch.</summary>
    Merged,

    /// <summary>It is closed, and nothing of it is in the branch.</summary>
    Closed,
}

/// <summary>Why git cannot read a repository that is there.</summary>
/// <param name="Why">In lower case and without a full stop.</param>
/// <param name="Remedy">What to do, as the beginning of a sentence and without a full stop.</param>
/// <param name="Cause">What was thrown; null when git itself said it.</param>
public sealed record GitRefusal(string Why, string Remedy, Exception? Cause = null);
