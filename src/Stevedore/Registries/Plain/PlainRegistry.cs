using Stevedore.Credentials;
using Stevedore.Planning;

namespace Stevedore.Registries.Plain;

/// <summary>A registry that offers nothing beyond the distribution protocol: repositories come to be by pushing, and it may need no login.</summary>
internal sealed class PlainRegistry(ICredentials credentials) : IRegistry
{
    /// <inheritdoc/>
    public Type SettingsType => typeof(PlainRegistrySettings);

    /// <inheritdoc/>
    public Task<RegistryCredential?> LogIn(RegistryPlan registry, CancellationToken cancellation) =>
        Read(registry, isRenewal: false, cancellation);

    /// <inheritdoc/>
    public Task<RegistryCredential?> Renew(RegistryPlan registry, CancellationToken cancellation) =>
        Read(registry, isRenewal: true, cancellation);

    private Task<RegistryCredential?> Read(RegistryPlan registry, bool isRenewal, CancellationToken cancellation) =>
        credentials.Read(new(registry.Name, registry.Host, registry.Credentials!, isRenewal), cancellation);
}
