namespace Stevedore.Source;

/// <summary>The branch or tag that is being built, as far as anything says.</summary>
internal sealed record RefChoice(string? Branch, string? Tag, bool IsPullRequest)
{
    public static RefChoice Of(string? gitBranch, ImmutableArray<string> gitTags, Variables variables, SourceArguments arguments)
    {
        var head = variables["CODEBUILD_WEBHOOK_HEAD_REF"];
        var trigger = variables["CODEBUILD_WEBHOOK_TRIGGER"];
        var webhookTag = Behind(head, "refs/tags/") ?? Behind(trigger, "tag/");
        var webhookBranch = Behind(head, "refs/heads/") ?? Behind(trigger, "branch/");
        return new(
            // A webhook that names a tag builds no branch, whatever happens to be checked out.
            NotEmpty(arguments.Branch) ?? (webhookTag is null ? webhookBranch ?? gitBranch : null),
            NotEmpty(arguments.Tag) ?? webhookTag ?? Best(gitTags),
            IsPullRequestOf(variables, trigger)
        );
    }

    private static bool IsPullRequestOf(Variables variables, string? trigger) =>
        Behind(trigger, "pr/") is not null
        || Behind(variables["CODEBUILD_WEBHOOK_EVENT"], "PULL_REQUEST_") is not null
        // Of a build that a person started from a pull request there is no webhook.
        || Behind(variables["CODEBUILD_SOURCE_VERSION"], "pr/") is not null
        || Behind(variables["CODEBUILD_SOURCE_VERSION"], "refs/pull/") is not null;

    // A release may carry several tags: the highest version is what it is known as.
    private static string? Best(ImmutableArray<string> tags) =>
        tags.Select(tag => (Tag: tag, Version: SemanticVersion.TryParse(tag)))
            .Where(tag => tag.Version is not null)
            .OrderByDescending(tag => tag.Version!, SemanticVersion.Precedence)
            .ThenBy(tag => tag.Tag, StringComparer.Ordinal)
            .Select(tag => tag.Tag)
            .FirstOrDefault()
        ?? tags.Order(StringComparer.Ordinal).FirstOrDefault();

    private static string? Behind(string? text, string start) =>
        text is not null && text.Length > start.Length && text.StartsWith(start, StringComparison.Ordinal) ? text[start.Length..] : null;

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
