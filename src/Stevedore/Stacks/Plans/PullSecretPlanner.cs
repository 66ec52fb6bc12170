using Stevedore.Aws.Permissions;
using Stevedore.Planning;
using Stevedore.Settings;

namespace Stevedore.Stacks.Plans;

/// <summary>Decides which roles and secrets log in for pulls alone.</summary>
internal sealed class PullSecretPlanner(PipelineInputs inputs)
{
    public IEnumerable<(Permission, PermissionPlace)> Plan(ShipPlan ship) =>
        ship
            .Registries.Where(registry => !registry.Pushes)
            .Select(RoleOf)
            .OfType<string>()
            // One that pushes elsewhere is no role for pulls.
            .Except(ship.Registries.Where(registry => registry.Pushes).Select(RoleOf).OfType<string>(), StringComparer.Ordinal)
            .Select(role => (CallerPermissions.AssumeRole, new PermissionPlace(Name: role)))
            .Concat(PullCredentials(ship));

    private string? RoleOf(RegistryPlan registry) => RegistryKind.Of(registry.Settings, inputs.Kinds).Repositories(registry.Settings)?.Role;

    /// <summary>The registries for pulls whose credentials log in for pushes elsewhere.</summary>
    public IEnumerable<string> Withheld(ShipPlan ship)
    {
        var pushes = Pushing(ship);
        return ship
            .Registries.Where(registry =>
                !registry.Pushes && CredentialPlaces(registry.Credentials).Any(place => pushes.Contains(PlainName(place.Place.Name!)))
            )
            .Select(registry => registry.Name);
    }

    // Of whichever pipeline and environment. Regions do not count: a secret may be copied to others.
    private HashSet<string> Pushing(ShipPlan ship) =>
        ship
            .Registries.Where(registry => registry.Pushes)
            .Select(registry => registry.Credentials)
            .Concat(
                inputs
                    .Settings.Environments.SelectMany(environment =>
                        inputs.In(environment).Settings.Values.Registries?.Values.AsEnumerable() ?? []
                    )
                    .Where(registry => registry.Push ?? true)
                    .Select(registry => RegistryKind.Of(registry, inputs.Kinds).CredentialsOf(registry))
            )
            .SelectMany(CredentialPlaces)
            .Select(place => PlainName(place.Place.Name!))
            .ToHashSet(StringComparer.Ordinal);

    // What logs in for pushes is no credential for pulls.
    private IEnumerable<(Permission, PermissionPlace)> PullCredentials(ShipPlan ship)
    {
        var pushes = Pushing(ship);
        return ship
            .Registries.Where(registry => !registry.Pushes && !HasRole(registry.Credentials))
            .SelectMany(registry => CredentialPlaces(registry.Credentials))
            .Where(place => !pushes.Contains(PlainName(place.Place.Name!)));
    }

    private static bool HasRole(CredentialSettings? credentials) =>
        credentials is SecretsManagerCredentialSettings { Role: not null } or ParameterStoreCredentialSettings { Role: not null };

    private static (Permission Permission, PermissionPlace Place)[] CredentialPlaces(CredentialSettings? credentials) =>
        credentials switch
        {
            SecretsManagerCredentialSettings secret =>
            [
                (CredentialPermissions.Secret, new PermissionPlace(secret.Region, Name: secret.SecretsManager)),
            ],
            ParameterStoreCredentialSettings parameters =>
            [
                (CredentialPermissions.Parameter, new PermissionPlace(parameters.Region, Name: parameters.Username.TrimStart('/'))),
                (CredentialPermissions.Parameter, new PermissionPlace(parameters.Region, Name: parameters.Password.TrimStart('/'))),
            ],
            _ => [],
        };

    // The ARN of a secret ends with six characters that AWS adds to its name.
    private static string PlainName(string place) =>
        place.Split(':') is not ["arn", _, _, _, _, var kind, .. var rest] ? place
        : kind == "secret" && rest is [{ Length: > 7 } name] && name[^7] == '-' ? name[..^7]
        : string.Join(':', rest);
}
