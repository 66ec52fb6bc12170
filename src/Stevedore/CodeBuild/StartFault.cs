using Amazon.CodeBuild.Model;
using Amazon.Runtime;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;

namespace Stevedore.CodeBuild;

/// <summary>Why CodeBuild starts no build, with what to do.</summary>
internal static class StartFault
{
    public static StevedoreException Of(Exception cause, string what, PolicyStatement needed) =>
        cause switch
        {
            AccountLimitExceededException limit => new(
                what,
                $"the account runs as many builds as it may: {Said(limit)}",
                "Wait for one to end, or have the quota of concurrent builds raised in Service Quotas.",
                limit
            ),
            InvalidInputException input when Fix(input.Message) is { } fix => new(what, $"CodeBuild refuses it: {Said(input)}", fix, input),
            AmazonServiceException { ErrorCode: "AccountSuspendedException" or "OptInRequired" } suspended => new(
                what,
                $"CodeBuild refuses it: {Said(suspended)}",
                "Ask AWS's support: the account may use no CodeBuild.",
                suspended
            ),
            _ => AwsFaults.From(cause, what, needed),
        };

    private static string? Fix(string message) =>
        Has(message, "disabled") ? "Enable the project again, or name another with --project."
        : Has(message, "ArtifactsOverride") || Has(message, "CODEPIPELINE")
            ? "It belongs to a pipeline, which gives it its source: let the caller look it up (codebuild:BatchGetProjects), so that this is overridden, or use --upload."
        : Has(message, "OAuth")
        || Has(message, "token")
        || Has(message, "connection")
        || Has(message, "authoriz")
        || Has(message, "credential")
            ? "Connect CodeBuild to the host of the source (`aws codebuild import-source-credentials`, or a connection that is AVAILABLE), or use --upload."
        : Has(message, "buildspec") ? "Correct --buildspec: a path in the repository."
        : Has(message, "compute") || Has(message, "image")
            ? "Correct --compute and --image: the project's type of environment has to have them."
        : null;

    private static bool Has(string message, string word) => message.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static string Said(AmazonServiceException cause) => OutsideText.Line(cause.Message).TrimEnd('.');
}
