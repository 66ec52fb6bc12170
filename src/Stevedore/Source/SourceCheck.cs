namespace Stevedore.Source;

/// <summary>Whether the source says what a run has to know of it.</summary>
internal static class SourceCheck
{
    private const string Subject = "commit";

    /// <summary>What was found of the commit.</summary>
    public static ImmutableArray<Finding> Of(SourceFacts source) =>
        [
            source switch
            {
                { Commit: null, CommitFault: { } fault } => Finding.Of(Subject, fault),
                { Commit: null } => new(Subject, FindingLevel.Warning, "nothing says the commit"),
                _ => new(
                    Subject,
                    FindingLevel.Fine,
                    $"{source.Commit} by {source.CommitSource}{(source.Branch is { } branch ? $", branch {branch}" : "")}"
                ),
            },
            .. source.GitRefusal is { } refusal
                ? [new Finding("git", FindingLevel.Warning, refusal.Why) { Fix = $"{refusal.Remedy}." }]
                : (Finding[])[],
        ];
}
