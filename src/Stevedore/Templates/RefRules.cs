using Stevedore.Source;
using Stevedore.Tasks;

namespace Stevedore.Templates;

/// <summary>Decides by the <c>push</c> rules which refs may push.</summary>
internal static class RefRules
{
    private const string PassTheBranch = "Pass it with --branch=<name>, in CodePipeline from the variable #{SourceVariables.BranchName}.";
    private const string BuildOnly = "use ShipBuild to build without pushing";

    /// <param name="rules">The <c>push</c> setting: <c>branch:*</c>, <c>tag:v*</c>. One that holds is enough.</param>
    /// <exception cref="StevedoreException">A rule is malformed.</exception>
    public static RefDecision Matches(IEnumerable<string> rules, SourceFacts source)
    {
        ImmutableArray<RefRule> parsed = [.. rules.Select(RefRule.Parse)];
        if (source.IsPullRequest)
        {
            return PullRequest(source.PullRequestEnd);
        }

        return parsed.Any(rule => rule.Matches(source)) ? new(IsAllowed: true) : Refused(parsed, source);
    }

    private static RefDecision PullRequest(PullRequestEnd? end) =>
        end switch
        {
            PullRequestEnd.Merged => new(
                IsAllowed: false,
                "a pull request never pushes, and this one is merged already",
                $"Ship from the build of the branch that it was merged into, or {BuildOnly}."
            ),
            PullRequestEnd.Closed => new(
                IsAllowed: false,
                "a pull request never pushes, and this one is closed",
                $"{char.ToUpperInvariant(BuildOnly[0])}{BuildOnly[1..]}."
            ),
            _ => new(IsAllowed: false, "a pull request never pushes", $"Merge it, or {BuildOnly}."),
        };

    private static RefDecision Refused(ImmutableArray<RefRule> rules, SourceFacts source)
    {
        var allowed = rules.IsEmpty ? "push allows no ref" : $"push allows only {string.Join(", ", rules)}";
        var tags = $"{(source.GitTags.Length == 1 ? "tag" : "tags")} '{string.Join("', '", source.GitTags)}'";
        return (source.Branch, source.GitTag, source.GitRefusal) switch
        {
            (null, null, null) => new(IsAllowed: false, $"the branch is not known, and {allowed}", PassTheBranch),
            (null, null, var refusal) => new(
                IsAllowed: false,
                $"the branch is not known, since git cannot be read ({refusal.Why}), and {allowed}",
                $"{refusal.Remedy}. {PassTheBranch}"
            ),
            ({ } branch, null, _) => Refused($"this is branch '{branch}', and {allowed}", $"branch:{branch}"),
            (null, { } tag, _) => Refused($"this is {tags}, and {allowed}", $"tag:{tag}"),
            var (branch, _, _) => Refused($"this is branch '{branch}' at {tags}, and {allowed}", $"branch:{branch}"),
        };
    }

    private static RefDecision Refused(string why, string rule) =>
        new(IsAllowed: false, why, $"Add \"{rule}\" to push in stevedore.json, or {BuildOnly}.");
}

/// <summary>Whether what is being built may be pushed.</summary>
/// <param name="Why">Why not, in lower case and without a full stop; null when it may.</param>
/// <param name="Fix">What to do about it; null when it may.</param>
internal sealed record RefDecision(bool IsAllowed, string? Why = null, string? Fix = null);
