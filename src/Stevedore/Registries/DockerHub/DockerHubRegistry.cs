using Stevedore.Credentials;
using Stevedore.Planning;

namespace Stevedore.Registries.DockerHub;

/// <summary>Docker Hub: repositories come to be by pushing, and everybody may pull.</summary>
internal sealed class DockerHubRegistry(ICredentials credentials) : IRegistry
{
    /// <inheritdoc/>
    public Type SettingsType => typeof(DockerHubSettings);

    /// <inheritdoc/>
    public Task<RegistryCredential?> LogIn(RegistryPlan registry, CancellationToken cancellation) =>
        Read(registry, isRenewal: false, cancellation);

    /// <inheritdoc/>
    public Task<RegistryCredential?> Renew(RegistryPlan registry, CancellationToken cancellation) =>
        Read(registry, isRenewal: true, cancellation);

    private async Task<RegistryCredential?> Read(RegistryPlan registry, bool isRenewal, CancellationToken cancellation) =>
        await credentials.Read(new(registry.Name, registry.Host, registry.Credentials!, isRenewal), cancellation) is { } found ? found
        : !registry.Pushes ? null
        : throw new StevedoreException(
            "Cannot log in to Docker Hub",
            $"there are no credentials: neither the settings, {DockerHubKind.Variables}, nor docker's own config has any",
            $$"""Set one of these pairs of variables, run `docker login`, or set registries.{{registry.Name}}.credentials, such as { "secretsManager": "dockerhub-credentials" } with the target CredentialsStore."""
        );
}
