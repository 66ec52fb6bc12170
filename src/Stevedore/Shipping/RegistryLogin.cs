using Stevedore.Credentials;
using Stevedore.Planning;
using Stevedore.Registries.Distribution;

namespace Stevedore.Shipping;

/// <summary>A registry that is logged in to.</summary>
/// <param name="Registry">The registry.</param>
/// <param name="Client">Speaks to it with the credential of the run.</param>
public sealed record RegistryLogin(RegistryPlan Registry, RegistryClient Client)
{
    /// <summary>What is used now: a newer one where the registry rejected the first. Null for anonymous access.</summary>
    public RegistryCredential? Credential => Client.Credential;

    /// <summary>The login of a destination's registry.</summary>
    public static RegistryLogin For(Destination destination, ImmutableArray<RegistryLogin> logins) =>
        logins.First(login => login.Registry.Name == destination.Registry);

    /// <summary>What a person is told of it.</summary>
    public string Summary =>
        Credential is null ? $"{Registry.Host} is used without a login." : $"Logged in to {Registry.Host} with {Credential.Source}.";
}
