using Stevedore.Settings.Rules;
using Stevedore.Shipping;
using Stevedore.Terminal;

namespace Stevedore.Shipping;

/// <summary>What CredentialsCheck found, for people.</summary>
internal static class AccessTable
{
    /// <summary>One row a repository, then each problem once.</summary>
    public static IEnumerable<string> Render(IReadOnlyCollection<AccessCheck> checks) =>
        [
            "",
            .. TextTable.Render([
                ["registry", "repository", "credentials", "login", "pull", "push"],
                .. checks.Select(check =>
                    (IReadOnlyList<string>)
                        [check.Registry, check.Place, check.Credential ?? "none", Login(check), Word(check.Pull), Push(check)]
                ),
            ]),
            .. checks
                .Select(check => check.Problem?.Message)
                .OfType<string>()
                .Distinct()
                .SelectMany(problem => problem.Split('\n').Prepend("")),
            "",
        ];

    private static string Login(AccessCheck check) => check.PasswordAsked == false ? "it asks for no password" : Word(check.Login);

    private static string Push(AccessCheck check) => check is { Pull: true, Push: null } ? "no repository yet" : Word(check.Push);

    private static string Word(bool? outcome) =>
        outcome switch
        {
            true => "yes",
            false => "NO",
            null => "-",
        };
}
