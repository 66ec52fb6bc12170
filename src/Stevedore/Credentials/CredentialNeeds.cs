using Stevedore.Aws.Permissions;
using Stevedore.Settings;

namespace Stevedore.Credentials;

/// <summary>The permissions that reading credentials and secrets needs. Pure.</summary>
internal static class CredentialNeeds
{
    // Which key a secret has is said nowhere but in AWS.
    private const string Key = "<its key>";

    /// <summary>Those of a registry's credentials.</summary>
    /// <param name="region">The run's, for settings that name none.</param>
    public static IEnumerable<NeededPermission> Of(CredentialSettings? settings, Lazy<string?> region) =>
        settings switch
        {
            SecretsManagerCredentialSettings secret => OfSecret(secret.SecretsManager, secret.Region ?? region.Value, secret.Role),
            ParameterStoreCredentialSettings parameters =>
            [
                .. OfParameter(parameters.Username, parameters.Region ?? region.Value, parameters.Role),
                .. OfParameter(parameters.Password, parameters.Region ?? region.Value, parameters.Role),
            ],
            _ => [],
        };

    /// <summary>Those of a secret of Secrets Manager.</summary>
    /// <param name="id">Its name or ARN.</param>
    public static IEnumerable<NeededPermission> OfSecret(string id, string? region, string? role) =>
        Both(role, CredentialPermissions.Secret, CredentialPermissions.SecretKey, id, region);

    /// <summary>Those of a parameter of Parameter Store.</summary>
    /// <param name="name">Its name or ARN.</param>
    public static IEnumerable<NeededPermission> OfParameter(string name, string? region, string? role) =>
        Both(role, CredentialPermissions.Parameter, CredentialPermissions.ParameterKey, name.TrimStart('/'), region);

    private static NeededPermission[] Both(string? role, Permission reading, Permission decrypting, string name, string? region)
    {
        PermissionPlace place = new(region, Name: name);
        return
        [
            NeededPermission.Of(role, reading, place),
            NeededPermission.Of(role, decrypting, new(place.IsArn ? PermissionPlace.Of(name).Region : region, Name: Key)),
        ];
    }
}
