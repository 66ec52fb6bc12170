using Stevedore.Planning;
using Stevedore.Settings;

namespace Stevedore.Registries.Plain;

/// <summary>A registry that offers nothing beyond the distribution protocol: repositories come to be by pushing.</summary>
public sealed class PlainRegistry : IRegistry
{
    /// <inheritdoc/>
    public Type SettingsType => typeof(PlainRegistrySettings);

    /// <inheritdoc/>
    public Task<RegistryFacts> Ask(RegistryPlan registry, CancellationToken cancellation) =>
        Task.FromResult(new RegistryFacts(null, null));

    /// <inheritdoc/>
    public Task<RegistryCredential?> LogIn(RegistryPlan registry, CancellationToken cancellation) =>
        Task.FromResult<RegistryCredential?>(null);

    /// <inheritdoc/>
    public Task<RepositoryState> Ensure(RegistryPlan registry, RepositoryRequest request, CancellationToken cancellation) =>
        Task.FromResult(RepositoryState.Unknown);
}
