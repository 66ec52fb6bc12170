using Stevedore.Aws.Permissions;
using Stevedore.Credentials;
using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Registries;

/// <summary>What one kind of registry can be asked beyond the distribution protocol that all speak.</summary>
public interface IRegistry
{
    /// <summary>The settings that this kind binds.</summary>
    Type SettingsType { get; }

    /// <summary>Asks AWS for what the settings leave open; nothing, where they say everything.</summary>
    Task<RegistryFacts> Ask(RegistryPlan registry, CancellationToken cancellation) => Task.FromResult(new RegistryFacts(null, null));

    /// <summary>Credentials for the registry; null for anonymous access.</summary>
    Task<RegistryCredential?> LogIn(RegistryPlan registry, CancellationToken cancellation);

    /// <summary>The same again, after the registry rejected what <see cref="LogIn"/> gave: it may have expired or been rotated.</summary>
    Task<RegistryCredential?> Renew(RegistryPlan registry, CancellationToken cancellation) => LogIn(registry, cancellation);

    /// <summary>Whether a helper that the user has for the host is left to it: where the settings say nothing about credentials.</summary>
    bool YieldsToHelper(RegistryPlan registry) => false;

    /// <summary>Makes sure that a repository can be pushed to, creating it where that is wanted and does not come to be by pushing.</summary>
    /// <returns>What is known of it afterwards.</returns>
    /// <exception cref="StevedoreException">It does not exist and may not be created.</exception>
    Task<RepositoryState> Ensure(RegistryPlan registry, RepositoryRequest request, CancellationToken cancellation) =>
        Task.FromResult(RepositoryState.Unknown);

    /// <summary>Since when a repository holds an image; null where the registry does not tell, or not this caller.</summary>
    Task<DateTimeOffset?> PushedAt(RegistryPlan registry, ImageReference repository, Digest digest, CancellationToken cancellation) =>
        Task.FromResult<DateTimeOffset?>(null);

    /// <summary>Who the registry's cloud takes the caller for; null for kinds that have none.</summary>
    /// <exception cref="StevedoreException">There are no credentials, or they are refused.</exception>
    Task<Finding?> Identify(RegistryPlan registry, CancellationToken cancellation) => Task.FromResult<Finding?>(null);

    /// <summary>The permissions that a plan needs in it. Pure.</summary>
    internal IEnumerable<NeededPermission> Needs(RegistryPlan registry, ShipPlan plan) => [];

    /// <summary>What <see cref="Ensure"/> would meet, found out without changing anything; empty where that is nothing to tell.</summary>
    Task<ImmutableArray<Finding>> Examine(RegistryPlan registry, RepositoryRequest request, CancellationToken cancellation) =>
        Task.FromResult<ImmutableArray<Finding>>([]);
}
