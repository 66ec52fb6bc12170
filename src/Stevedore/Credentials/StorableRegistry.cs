using Stevedore.Settings;

namespace Stevedore.Credentials;

/// <summary>Decides whose credentials are stored.</summary>
public static class StorableRegistry
{
    /// <summary>The registry that was named, else the only one whose credentials a person makes.</summary>
    /// <exception cref="StevedoreException">There is none, there are several, or the name is not of one.</exception>
    public static (string Name, CredentialSettings? Credentials) Choose(
        IReadOnlyDictionary<string, RegistrySettings> registries,
        string? named
    )
    {
        var candidates = registries.Where(registry => registry.Value is DockerHubSettings or PlainRegistrySettings).ToArray();
        if (named is not null && !candidates.Any(registry => registry.Key == named))
        {
            throw new StevedoreException(
                $"Cannot store credentials for --registry={named}",
                registries.ContainsKey(named)
                    ? "AWS itself makes the credentials of that kind of registry"
                    : "the settings have no registry of that name",
                candidates.Length == 0 ? Add : $"Name one of: {string.Join(", ", candidates.Select(registry => registry.Key))}."
            );
        }

        var chosen = named is not null ? candidates.Where(registry => registry.Key == named).ToArray() : Preferred(candidates);
        return chosen switch
        {
            [var only] => (only.Key, Credentials(only.Value)),
            [] => throw new StevedoreException("Cannot store credentials", "no registry of the settings is a docker-hub or plain one", Add),
            _ => throw new StevedoreException(
                "Cannot store credentials",
                "several registries have some",
                $"Say which: --registry={string.Join(" or --registry=", chosen.Select(registry => registry.Key))}."
            ),
        };
    }

    private const string Add =
        """Add one, such as "hub": { "type": "docker-hub", "namespace": "acme", "credentials": { "secretsManager": "dockerhub-credentials" } }.""";

    // A registry without credentials, such as one on this machine, is no choice beside one that names where they are.
    private static KeyValuePair<string, RegistrySettings>[] Preferred(KeyValuePair<string, RegistrySettings>[] candidates)
    {
        var storable = candidates
            .Where(registry => Credentials(registry.Value) is SecretsManagerCredentialSettings or ParameterStoreCredentialSettings)
            .ToArray();
        return storable.Length > 0 ? storable : candidates;
    }

    private static CredentialSettings? Credentials(RegistrySettings settings) =>
        settings switch
        {
            DockerHubSettings hub => hub.Credentials,
            PlainRegistrySettings plain => plain.Credentials,
            _ => null,
        };
}
