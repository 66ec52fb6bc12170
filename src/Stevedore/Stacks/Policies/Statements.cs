using System.Text;
using Stevedore.Aws.Permissions;

namespace Stevedore.Stacks.Policies;

/// <summary>Statements from the permissions that rooms name.</summary>
internal static class Statements
{
    /// <summary>One for each permission, with all its resources, in the order in which they were met.</summary>
    public static ImmutableArray<Statement> Of(IEnumerable<(Permission Permission, PermissionPlace Place)> needed, StackPlace stack) =>
        [
            .. needed
                .Select(need => (need.Permission, need.Place, Condition: Condition(need.Permission, need.Place, stack)))
                // What is limited to another value is another statement.
                .GroupBy(need => (need.Permission, Value: need.Condition?.Values[0]))
                .Select(group => new Statement(
                    Sid(group.Key.Permission),
                    group.Key.Permission.Step,
                    group.Key.Permission.Actions,
                    [.. group.Select(need => stack.Fill(need.Permission.Resource, need.Place)).Distinct(StringComparer.Ordinal)]
                )
                {
                    Conditions = group.First().Condition is { } condition ? [condition] : [],
                }),
        ];

    /// <summary>The same, of which none has the Sid of another.</summary>
    public static ImmutableArray<Statement> Named(IEnumerable<Statement> statements)
    {
        Dictionary<string, int> taken = new(StringComparer.Ordinal);
        return [.. statements.Select(Named)];

        Statement Named(Statement statement)
        {
            var count = taken[statement.Sid] = taken.GetValueOrDefault(statement.Sid) + 1;
            return count == 1 ? statement : statement with { Sid = Invariant($"{statement.Sid}{count}") };
        }
    }

    private static StatementCondition? Condition(Permission permission, PermissionPlace place, StackPlace stack) =>
        permission.Condition is { } condition
            ? new(condition.Operator, condition.Key, stack.Fill(condition.Value, place with { Name = place.IsArn ? null : place.Name }))
            : null;

    // "logging in to ECR" is LoggingInToEcr: the step in one word.
    private static string Sid(Permission permission)
    {
        StringBuilder sid = new();
        foreach (var word in permission.Step.Split(' '))
        {
            var letters = string.Concat(word.Where(char.IsAsciiLetterOrDigit));
            _ = letters.Length == 0 ? sid : sid.Append(char.ToUpperInvariant(letters[0])).Append(letters[1..].ToLowerInvariant());
        }

        return sid.ToString();
    }
}
