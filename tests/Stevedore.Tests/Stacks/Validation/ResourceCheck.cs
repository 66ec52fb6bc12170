namespace Stevedore.Tests.Stacks.Validation;

/// <summary>Holds the resources of a statement against what its actions work on.</summary>
internal static class ResourceCheck
{
    // Narrowed by a condition and not by the resource, as the service's own documentation does it.
    private static readonly ImmutableDictionary<string, string> NarrowedByCondition = ImmutableDictionary<string, string>.Empty.Add(
        "ecs:ListTasks",
        "ecs:cluster"
    );

    public static IEnumerable<string> Faults(StatementParts statement)
    {
        var path = $"{statement.Path}.Resource";
        if (statement.Kind is PolicyKind.Trust or PolicyKind.Repository)
        {
            return statement.Body["Resource"] is null ? [] : [$"{path}: this kind of policy has none."];
        }

        if (statement.Resources.IsEmpty)
        {
            return [$"{path}: there is none."];
        }

        if (statement.Kind == PolicyKind.Key)
        {
            return statement.Resources is ["*"] ? [] : [$"{path}: in the policy of a key it is *, the key."];
        }

        return statement
            .Resources.Where(resource => !statement.IsDeny || resource != "*")
            .SelectMany(resource => Resource(statement, path, resource));
    }

    private static IEnumerable<string> Resource(StatementParts statement, string path, string resource)
    {
        var shown = resource.Replace(Wildcard.Hole, '…');
        if (resource != "*" && resource != $"{Wildcard.Hole}")
        {
            var parts = resource.Split(':', 6);
            if (parts.Length < 6 || parts[0] != "arn")
            {
                yield return $"{path}: '{shown}' is no ARN.";
                yield break;
            }

            if (!statement.IsDeny && (parts[..5].Any(part => part.Contains('*', StringComparison.Ordinal)) || parts[5] == "*"))
            {
                yield return $"{path}: '{shown}' leaves open whose resource it is.";
            }
        }

        // A denial may name more than there is.
        foreach (var name in statement.IsDeny ? [] : statement.Actions.SelectMany(Meant))
        {
            if (Fault(statement, resource, shown, name) is { } fault)
            {
                yield return $"{path}: {fault}.";
            }
        }
    }

    // Of any other wildcard it is already said that the actions are to be named.
    private static IEnumerable<string> Meant(string action) =>
        ActionCheck.UnavoidableWildcards.Contains(action) ? PolicyModel.Matching(action) : [action];

    private static string? Fault(StatementParts statement, string resource, string shown, string name)
    {
        if (PolicyModel.Action(name) is not { } action)
        {
            return null;
        }

        var takes = $"it takes {string.Join(", ", action.Resources)}";
        if (resource == "*")
        {
            var isNarrowed = action.Resources.IsEmpty || (NarrowedByCondition.TryGetValue(name, out var key) && statement.Compares(key));
            return isNarrowed ? null : $"* is wider than {name} needs: {takes}";
        }

        if (action.Resources.IsEmpty)
        {
            return $"{name} cannot be narrowed to '{shown}'; it takes * only";
        }

        var arns = PolicyModel.Services[name.Split(':')[0]].Arns;
        return action.Resources.Any(type => ArnPattern.Fits(resource, arns[type]))
            ? null
            : $"'{shown}' is nothing that {name} works on: {takes}";
    }
}
