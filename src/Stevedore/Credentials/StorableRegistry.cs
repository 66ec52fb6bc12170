using Stevedore.Settings;

namespace Stevedore.Credentials;

/// <summary>Decides whose credentials are stored.</summary>
internal static class StorableRegistry
{
    /// <summary>The registry that was named, else the only one whose credentials a person makes.</summary>
    /// <exception cref="StevedoreException">There is none, there are several, or the name is not of one.</exception>
    public static (string Name, CredentialSettings Credentials) Choose(
        IReadOnlyDictionary<string, RegistrySettings> registries,
        KnownKinds kinds,
        string? named
    )
    {
        (string Name, CredentialSettings Credentials)[] candidates =
        [
            .. from registry in registries
            let credentials = kinds.Find(registry.Value.Type)?.CredentialsOf(registry.Value)
            where credentials is not null
            select (registry.Key, credentials),
        ];
        if (named is not null && !candidates.Any(registry => registry.Name == named))
        {
            throw new StevedoreException(
                $"Cannot store credentials for --registry={named}",
                registries.ContainsKey(named)
                    ? "a registry of that kind makes its credentials itself"
                    : "the settings have no registry of that name",
                candidates.Length == 0 ? Add : $"Name one of: {string.Join(", ", candidates.Select(registry => registry.Name))}."
            );
        }

        var chosen = named is not null ? candidates.Where(registry => registry.Name == named).ToArray() : Preferred(candidates);
        return chosen switch
        {
            [var only] => only,
            [] => throw new StevedoreException("Cannot store credentials", "every registry of the settings makes its own", Add),
            _ => throw new StevedoreException(
                "Cannot store credentials",
                "several registries have some",
                $"Say which: --registry={string.Join(" or --registry=", chosen.Select(registry => registry.Name))}."
            ),
        };
    }

    private const string Add =
        """Add one, such as "hub": { "type": "docker-hub", "namespace": "acme", "credentials": { "secretsManager": "dockerhub-credentials" } }.""";

    // A registry without credentials, such as one on this machine, is no choice beside one that names where they are.
    private static (string Name, CredentialSettings Credentials)[] Preferred((string Name, CredentialSettings Credentials)[] candidates)
    {
        var storable = candidates
            .Where(registry => registry.Credentials is SecretsManagerCredentialSettings or ParameterStoreCredentialSettings)
            .ToArray();
        return storable.Length > 0 ? storable : candidates;
    }
}
