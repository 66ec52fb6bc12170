namespace Stevedore.Docker;

/// <summary>Whether there is a builder for a plan, and what becomes of what it lacks.</summary>
internal static class BuilderCheck
{
    private const string Subject = "builder";

    /// <summary>What was found of the builder that a run would take, and of platforms that it does not have by nature.</summary>
    public static ImmutableArray<Finding> Of(BuilderDecision decision, BuilderRequest request) =>
        [.. Of(decision), .. EmulationCheck.Of(decision, request)];

    /// <summary>What was found of the builder that a run would take.</summary>
    public static ImmutableArray<Finding> Of(BuilderDecision decision) =>
        [
            decision.Creations.IsEmpty
                ? new(Subject, FindingLevel.Fine, $"'{decision.Name}': {decision.Why}")
                : new(Subject, FindingLevel.Note, $"'{decision.Name}' is created first: {decision.Why}"),
            .. decision.Emulators is { } emulators
                ?
                [
                    new Finding(
                        "emulation",
                        FindingLevel.Note,
                        $"{string.Join(", ", emulators.Architectures)} is installed first, from {emulators.Image}"
                    ),
                ]
                : (Finding[])[],
            .. decision.Difference is { } difference
                ? [new Finding(Subject, FindingLevel.Warning, difference.TrimEnd('.'))]
                : (Finding[])[],
        ];

    /// <summary>Why there is none, in CodeBuild: its engine starts with the project's privileged mode alone.</summary>
    /// <remarks><see href="https://docs.aws.amazon.com/codebuild/latest/userguide/sample-docker.html"/></remarks>
    public static Finding Of(StevedoreException fault, bool isCodeBuild) =>
        isCodeBuild && fault.Why.Contains("does not answer", StringComparison.Ordinal)
            ? Finding.Of(Subject, fault) with
            {
                Fix =
                    "Turn on the project's privileged mode: `aws codebuild update-project --name <project> --environment …,privilegedMode=true`.",
            }
            : Finding.Of(Subject, fault);
}
