namespace Stevedore.Tests.Stacks.Validation;

/// <summary>Holds the actions of a statement against those that there are.</summary>
internal static class ActionCheck
{
    /// <summary>Actions that a service performs in several forms, of which a policy is to name all.</summary>
    public static ImmutableArray<string> UnavoidableWildcards { get; } = ["kms:ReEncrypt*", "kms:GenerateDataKey*"];

    public static IEnumerable<string> Faults(StatementParts statement)
    {
        var path = $"{statement.Path}.Action";
        if (statement.Actions.IsEmpty)
        {
            yield return $"{path}: there is none.";
        }

        foreach (var twice in statement.Actions.GroupBy(one => one, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            yield return $"{path}: {twice.Key} stands twice.";
        }

        foreach (var fault in statement.Actions.SelectMany(action => Action(statement, path, action)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> Action(StatementParts statement, string path, string action)
    {
        var isWildcard = action.Contains('*', StringComparison.Ordinal) || action.Contains('?', StringComparison.Ordinal);
        if (isWildcard && !MayBeWildcard(statement, action))
        {
            yield return $"{path}: {action} allows more than is listed; name the actions.";
        }

        if (isWildcard)
        {
            if (action != "*" && !PolicyModel.Matching(action).Any())
            {
                yield return $"{path}: {action} means no action.";
            }
        }
        else if (PolicyModel.Action(action) is not { } known)
        {
            yield return $"{path}: there is no action {action}.";
        }
        else if (known.Name != action.Split(':')[1])
        {
            yield return $"{path}: {action} is written {action.Split(':')[0]}:{known.Name}.";
        }

        if (statement.Kind == PolicyKind.Trust && action != "sts:AssumeRole")
        {
            yield return $"{path}: a role is taken by sts:AssumeRole, not {action}.";
        }
    }

    // Who cannot manage a key any more, cannot give that right back either.
    private static bool MayBeWildcard(StatementParts statement, string action) =>
        statement.IsDeny || UnavoidableWildcards.Contains(action) || (statement.Kind == PolicyKind.Key && action == "kms:*");
}
