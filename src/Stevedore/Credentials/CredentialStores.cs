using Stevedore.Settings;

namespace Stevedore.Credentials;

/// <summary>Asks for credentials and stores them where the settings say that they come from.</summary>
public interface ICredentialStores
{
    /// <returns>What was done, for a person: never the credential.</returns>
    /// <param name="registry">Its name in the settings.</param>
    /// <param name="settings">Where its credentials are; null where the settings do not say.</param>
    /// <exception cref="StevedoreException">There is nowhere to store them, or it cannot be written.</exception>
    Task<string> Store(string registry, CredentialSettings? settings);
}

/// <inheritdoc/>
public sealed class CredentialStores(IEnumerable<ICredentialStore> stores, ICredentialPrompt prompt, CleanUp cleanUp) : ICredentialStores
{
    private readonly ImmutableArray<ICredentialStore> stores = [.. stores];

    /// <inheritdoc/>
    public Task<string> Store(string registry, CredentialSettings? settings)
    {
        var store = stores.FirstOrDefault(store => store.SettingsType.IsInstanceOfType(settings)) ?? throw Nowhere(registry, settings);
        var secret = settings as SecretsManagerCredentialSettings;
        var (usernameKey, passwordKey) = secret is null ? SecretText.DefaultKeys : SecretText.Keys(secret);
        var credential = prompt.Ask($"registries.{registry}", secret?.Username is null, usernameKey, passwordKey);
        return store.Write(settings!, credential, cleanUp.Cancellation);
    }

    private static StevedoreException Nowhere(string registry, CredentialSettings? settings) =>
        new(
            $"Cannot store credentials for registries.{registry}",
            settings switch
            {
                EnvironmentCredentialSettings => "its credentials come from environment variables",
                DockerConfigCredentialSettings => "its credentials come from docker's own config, where `docker login` puts them",
                _ => "its settings do not say where its credentials are",
            },
            $$"""Set registries.{{registry}}.credentials to { "secretsManager": "dockerhub-credentials" }, or to { "parameterStore": { "username": "/dockerhub/user", "password": "/dockerhub/token" } }."""
        );
}
