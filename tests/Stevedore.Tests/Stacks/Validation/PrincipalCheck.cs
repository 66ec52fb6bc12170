using System.Text.RegularExpressions;

namespace Stevedore.Tests.Stacks.Validation;

/// <summary>Holds whom a statement lets in against services and exact callers.</summary>
internal static partial class PrincipalCheck
{
    private static readonly string[] Services =
    [
        "cloudformation.amazonaws.com",
        "codebuild.amazonaws.com",
        "codedeploy.amazonaws.com",
        "codepipeline.amazonaws.com",
        "codestar-notifications.amazonaws.com",
        "ecs-tasks.amazonaws.com",
        "ecs.amazonaws.com",
        "events.amazonaws.com",
        "logs.amazonaws.com",
        "sns.amazonaws.com",
    ];

    // Keys that say on whose behalf a caller that anyone may be is calling.
    private static readonly string[] Narrowing =
    [
        "aws:SourceAccount",
        "aws:SourceArn",
        "aws:PrincipalAccount",
        "aws:PrincipalArn",
        "aws:PrincipalOrgID",
    ];

    [GeneratedRegex(
        @"^([0-9]{12}|arn:[^:]+:iam::([0-9]{12}|\uFFFC):(root|(role|user)/[^*?]+)|\uFFFC)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Exact { get; }

    public static IEnumerable<string> Faults(StatementParts statement)
    {
        var path = $"{statement.Path}.Principal";
        return (statement.Kind, statement.Body["Principal"]) switch
        {
            (PolicyKind.Identity, null) => [],
            (PolicyKind.Identity, _) => [$"{path}: a role's own policy has none."],
            (_, null) => [$"{path}: is missing."],
            (_, Mapping kinds) => kinds.Entries.SelectMany(kind =>
                statement.Texts(kind.Value).SelectMany(one => Principal(statement, path, kind.Key, one))
            ),
            (_, var other) => Anyone(statement, path, other.Show()),
        };
    }

    private static IEnumerable<string> Principal(StatementParts statement, string path, string kind, string one) =>
        kind switch
        {
            "Service" => Services.Contains(one) ? [] : [$"{path}: '{one}' is not a service that is known here."],
            not "AWS" => [$"{path}: {kind} is not used here."],
            _ when one == "*" => Anyone(statement, path, one),
            _ => Exact.IsMatch(one) ? [] : [$"{path}: '{one.Replace(Wildcard.Hole, '…')}' is not one exact role, user or account."],
        };

    private static IEnumerable<string> Anyone(StatementParts statement, string path, string one)
    {
        if (one != "*")
        {
            yield return $"{path}: '{one}' must be a map.";
        }
        else if (!statement.IsDeny && (statement.Kind == PolicyKind.Trust || !statement.Compares(Narrowing)))
        {
            yield return $"{path}: * lets anyone in.";
        }
    }
}
