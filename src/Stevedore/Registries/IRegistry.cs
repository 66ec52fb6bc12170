using Stevedore.Planning;

namespace Stevedore.Registries;

/// <summary>What one kind of registry can be asked beyond the distribution protocol that all speak.</summary>
public interface IRegistry
{
    /// <summary>The settings that this kind binds.</summary>
    Type SettingsType { get; }

    /// <summary>Asks AWS for what the settings leave open.</summary>
    Task<RegistryFacts> Ask(RegistryPlan registry, CancellationToken cancellation);

    /// <summary>Credentials for the registry; null where docker's own config is left to answer.</summary>
    Task<RegistryCredential?> LogIn(RegistryPlan registry, CancellationToken cancellation);

    /// <summary>Makes sure that a repository can be pushed to, creating it where that is wanted.</summary>
    /// <returns>What is known of it afterwards.</returns>
    /// <exception cref="StevedoreException">It does not exist and may not be created.</exception>
    Task<RepositoryState> Ensure(RegistryPlan registry, RepositoryRequest request, CancellationToken cancellation);
}
