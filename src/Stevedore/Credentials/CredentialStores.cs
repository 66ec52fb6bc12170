using Stevedore.Planning;
using Stevedore.Settings;

namespace Stevedore.Credentials;

/// <summary>Asks for credentials and stores them where the settings say that they come from.</summary>
public interface ICredentialStores
{
    /// <returns>What was done, for a person: never the credential.</returns>
    /// <param name="registries">The registries of the settings, by name.</param>
    /// <param name="named">The one whose credentials are meant; null for the only one that has some.</param>
    /// <exception cref="StevedoreException">It cannot be told whose are meant, there is nowhere to store them, or it cannot be written.</exception>
    Task<string> Store(IReadOnlyDictionary<string, RegistrySettings> registries, string? named);
}

/// <inheritdoc/>
internal sealed class CredentialStores(
    IEnumerable<ICredentialStore> stores,
    IEnumerable<RegistryKind> kinds,
    ICredentialPrompt prompt,
    CleanUp cleanUp
) : ICredentialStores
{
    private readonly ImmutableArray<ICredentialStore> stores = [.. stores];
    private readonly KnownKinds kinds = new(kinds);

    /// <inheritdoc/>
    public Task<string> Store(IReadOnlyDictionary<string, RegistrySettings> registries, string? named)
    {
        var (registry, settings) = StorableRegistry.Choose(registries, kinds, named);
        var store = stores.FirstOrDefault(store => store.SettingsType.IsInstanceOfType(settings)) ?? throw Nowhere(registry, settings);
        var secret = settings as SecretsManagerCredentialSettings;
        var (usernameKey, passwordKey) = secret is null ? SecretText.DefaultKeys : SecretText.Keys(secret);
        var credential = prompt.Ask($"registries.{registry}", secret?.Username is null, usernameKey, passwordKey);
        return store.Write(settings, credential, cleanUp.Cancellation);
    }

    private static StevedoreException Nowhere(string registry, CredentialSettings settings) =>
        new(
            $"Cannot store credentials for registries.{registry}",
            settings switch
            {
                EnvironmentCredentialSettings => "its credentials come from environment variables",
                DockerConfigCredentialSettings => "its credentials come from docker's own config, where `docker login` puts them",
                _ => "nothing is stored where its credentials come from",
            },
            $$"""Set registries.{{registry}}.credentials to { "secretsManager": "dockerhub-credentials" }, or to { "parameterStore": { "username": "/dockerhub/user", "password": "/dockerhub/token" } }."""
        );
}
