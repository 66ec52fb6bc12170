namespace Stevedore.Source;

/// <summary>The branch or the git tags that are being built, as far as anything says.</summary>
internal sealed record RefChoice(string? Branch, ImmutableArray<string> Tags, bool IsPullRequest)
{
    private const string Event = "CODEBUILD_WEBHOOK_EVENT";
    private const string BranchRef = "refs/heads/";
    private const string TagRef = "refs/tags/";

    /// <summary>How the pull request ended; null where nothing says that it did.</summary>
    public PullRequestEnd? End { get; private init; }

    public static RefChoice Of(string? gitBranch, ImmutableArray<string> gitTags, SourceVariables variables, SourceArguments arguments)
    {
        var (branch, tag) = Named(variables);
        return new(
            // What names a tag builds no branch, whatever happens to be checked out.
            NotEmpty(arguments.Branch) ?? (tag is null ? branch ?? NotEmpty(variables.All["STEVEDORE_BRANCH"]) ?? gitBranch : null),
            // A person who names a tag means that one alone.
            NotEmpty(arguments.Tag) is { } only
                ? [only]
                : GitTags.InOrder(tag, gitTags),
            IsPullRequestOf(variables)
        )
        {
            End = variables.All[Event] switch
            {
                "PULL_REQUEST_MERGED" => PullRequestEnd.Merged,
                "PULL_REQUEST_CLOSED" => PullRequestEnd.Closed,
                _ => null,
            },
        };
    }

    private static (string? Branch, string? Tag) Named(SourceVariables variables)
    {
        var head = variables.Webhook("CODEBUILD_WEBHOOK_HEAD_REF");
        var trigger = variables.Webhook("CODEBUILD_WEBHOOK_TRIGGER");
        // As StartBuild takes it: refs/heads/main^{<commit>}. No ref has such a sign in its name.
        var version = variables.Version?.Split('^')[0];
        return (Behind(head, BranchRef) ?? Behind(trigger, "branch/"), Behind(head, TagRef) ?? Behind(trigger, "tag/")) switch
        {
            (null, null) => (Behind(version, BranchRef), Behind(version, TagRef)),
            var webhook => webhook,
        };
    }

    // What a pull request started is not to be trusted, whichever source of the build is here.
    private static bool IsPullRequestOf(SourceVariables variables) =>
        Behind(variables.All["CODEBUILD_WEBHOOK_TRIGGER"], "pr/") is not null
        || Behind(variables.All[Event], "PULL_REQUEST_") is not null
        // Of a build that a person started from a pull request there is no webhook.
        || IsPullRequestVersion(variables.All["CODEBUILD_SOURCE_VERSION"])
        || IsPullRequestVersion(variables.Version);

    private static bool IsPullRequestVersion(string? version) =>
        Behind(version, "pr/") is not null || Behind(version, "refs/pull/") is not null;

    private static string? Behind(string? text, string start) =>
        text is not null && text.Length > start.Length && text.StartsWith(start, StringComparison.Ordinal) ? text[start.Length..] : null;

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
