using Stevedore.Aws.Permissions;
using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;

namespace Stevedore.Stacks.Resources;

/// <summary>A variable of builds: its value, or where that is.</summary>
internal static class BuildVariable
{
    public const string Secret = "secretsManager:";
    public const string Parameter = "parameterStore:";

    /// <summary>As CodeBuild takes it: the text, and its type; null for plain text.</summary>
    public static (string Text, string? Type) Of(string value) =>
        value.StartsWith(Secret, StringComparison.Ordinal) ? (value[Secret.Length..], "SECRETS_MANAGER")
        : value.StartsWith(Parameter, StringComparison.Ordinal) ? (value[Parameter.Length..], "PARAMETER_STORE")
        : (value, null);

    /// <summary>What CodeBuild needs to read them.</summary>
    public static ImmutableArray<Statement> Statements(PipelinePlan plan) =>
        Policies.Statements.Of(
            (plan.Build.Variables ?? []).Values.SelectMany(value =>
                Of(value) switch
                {
                    (var id, "SECRETS_MANAGER") => [(CredentialPermissions.Secret, new PermissionPlace(Name: SecretId(id)))],
                    (var name, "PARAMETER_STORE") => [(CredentialPermissions.Parameter, new PermissionPlace(Name: name.TrimStart('/')))],
                    _ => ((Permission, PermissionPlace)[])[],
                }
            ),
            plan.Place
        );

    // secret-id[:json-key[:version-stage[:version-id]]], of which the id may be an ARN with six colons.
    public static string SecretId(string text)
    {
        var parts = text.Split(':');
        return parts[0] == "arn" ? string.Join(':', parts.Take(7)) : parts[0];
    }
}
