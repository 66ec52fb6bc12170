using Stevedore.Credentials;
using Stevedore.Planning;
using Stevedore.Registries.Distribution;
using Stevedore.Settings;

namespace Stevedore.Shipping;

/// <summary>Says which credential a registry rejected, and where it is mended.</summary>
internal static class LoginFaults
{
    public static RegistryException Rejected(RegistryPlan registry, RegistryCredential? credential, RegistryException cause) =>
        new(
            cause.Fault,
            $"Cannot log in to {registry.Host}",
            (credential, cause.TokenService) switch
            {
                (null, null) => $"{cause.Why}, and there are no credentials for it",
                (null, { } service) =>
                    $"its token service {service} gives no token without credentials, and there are none for it: {cause.Why}",
                (_, null) => $"it does not accept {Who(credential)}{credential.Source}: {cause.Why}",
                (_, { } service) => $"its token service {service} does not accept {Who(credential)}{credential.Source}: {cause.Why}",
            },
            $"{Fix(registry, credential)}{Elsewhere(registry, credential, cause.TokenService)}",
            cause
        );

    /// <summary>Two registries of one host would have to share the one place that docker's config has for a host.</summary>
    public static StevedoreException Contradicting(RegistryLogin one, RegistryLogin other) =>
        new(
            $"Cannot log in to {one.Registry.Host}",
            $"registries.{one.Registry.Name} uses {one.Credential!.Source}, registries.{other.Registry.Name} {other.Credential!.Source}, and docker logs in to a host once",
            "Give both the same credentials, or ship to one of them."
        );

    private static string Who(RegistryCredential credential) =>
        credential.Username is "AWS" or RegistryCredential.IdentityToken ? "" : $"the user {credential.ShownUsername} from ";

    // The credentials are the registry's in the settings, and whoever checks them need not know that.
    private static string Elsewhere(RegistryPlan registry, RegistryCredential? credential, string? service) =>
        credential is not null && Uri.TryCreate(service, UriKind.Absolute, out var address) && address.Authority != registry.Host
            ? $" The registry has {address.Authority} check them."
            : "";

    private static string Fix(RegistryPlan registry, RegistryCredential? credential) =>
        registry.LoginFix
        ?? credential switch
        {
            null => $"Set registries.{registry.Name}.credentials, or run `docker login {registry.Host}`.",
            { Source: UserDockerConfig.AuthVariable } =>
                $"Correct {UserDockerConfig.AuthVariable}, or set registries.{registry.Name}.credentials.",
            { IsDockers: true } => $"Run `docker login {registry.Host}` again, or set registries.{registry.Name}.credentials.",
            _ when registry.Credentials is EnvironmentCredentialSettings => "Correct the two variables.",
            _ => "Store the right user name and password or token with the target CredentialsStore.",
        };
}
