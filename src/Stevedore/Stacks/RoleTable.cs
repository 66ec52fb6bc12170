using Stevedore.Stacks.Policies;
using Stevedore.Terminal;

namespace Stevedore.Stacks;

/// <summary>Roles as a person reads them: statement, the step that needs it, its resource.</summary>
internal static class RoleTable
{
    /// <param name="roles">By the file that has them.</param>
    public static IEnumerable<string> Lines(IEnumerable<(string File, StackRole Role)> roles)
    {
        foreach (var (file, role) in roles)
        {
            yield return "";
            yield return role.Id.Length == 0 ? role.Title : $"{role.Id} in {file}: {role.Title}";
            foreach (
                var line in TextTable.Render([
                    ["statement", "step", "actions", "resource"],
                    .. role.Statements.SelectMany(Rows),
                ])
            )
            {
                yield return $"  {line}";
            }
        }
    }

    private static IEnumerable<string[]> Rows(Statement statement) =>
        statement.Resources.SelectMany(
            (resource, index) =>
                (string[][])
                    [
                        index == 0
                            ?
                            [
                                statement.Sid,
                                statement.Step,
                                $"{(statement.IsDeny ? "never " : "")}{string.Join(' ', statement.Actions)}",
                                Text(statement, resource),
                            ]
                            : ["", "", "", resource],
                    ]
        );

    private static string Text(Statement statement, string resource) =>
        statement.Conditions.IsEmpty
            ? resource
            : $"{resource} where {string.Join(" and ", statement.Conditions.Select(condition => $"{condition.Key} is {string.Join(" or ", condition.Values)}"))}";
}
