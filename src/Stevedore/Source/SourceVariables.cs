namespace Stevedore.Source;

/// <summary>What CodeBuild's variables say about the source that is here. A build has several, and most variables are about the primary one.</summary>
/// <param name="All">The whole environment.</param>
/// <param name="Suffix">See <see cref="SourceFolders.VariableSuffix"/>.</param>
internal sealed record SourceVariables(Variables All, string? Suffix)
{
    public const string CommitVariable = "CODEBUILD_RESOLVED_SOURCE_VERSION";

    /// <summary>The commit of the primary source, whichever is here; null when none is said.</summary>
    /// <remarks>CodeBuild writes other versions there too: the digest of an image, the version of an object in S3.</remarks>
    public string? PrimaryCommit => CommitId.TryParse(All[CommitVariable]);

    /// <summary>The commit of the source that is here.</summary>
    public string? Commit => IsPrimary ? PrimaryCommit : null;

    /// <summary>What was asked to be checked out.</summary>
    public string? Version => Own("CODEBUILD_SOURCE_VERSION");

    public string? Url => Own("CODEBUILD_SOURCE_REPO_URL");

    private bool IsPrimary => Suffix is { Length: 0 };

    /// <summary>Without CODEBUILD_SRC_DIR nothing says which source is here, but git does where its HEAD is another commit than that of the primary.</summary>
    public static SourceVariables Of(GitFacts? git, SourceFolders folders, Variables all)
    {
        var variables = new SourceVariables(all, folders.VariableSuffix);
        return folders.Primary is null && git?.Commit is { } head && variables.Commit is { } commit && commit != head
            ? variables with
            {
                Suffix = null,
            }
            : variables;
    }

    /// <summary>A variable about what started the build, which is always a change of the primary source.</summary>
    public string? Webhook(string name) => IsPrimary ? All[name] : null;

    private string? Own(string name) => Suffix is null ? null : All[name + Suffix];
}
