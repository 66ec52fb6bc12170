using Stevedore.Credentials;
using Stevedore.Planning;
using Stevedore.Registries;

namespace ShipHost;

/// <summary>Logs in as a robot, whose name begins with that of its organization.</summary>
public sealed class QuayRegistry(ICredentials credentials) : IRegistry
{
    /// <inheritdoc/>
    public Type SettingsType => typeof(QuaySettings);

    /// <inheritdoc/>
    public async Task<RegistryCredential?> LogIn(RegistryPlan registry, CancellationToken cancellation) =>
        await credentials.Read(new(registry.Name, registry.Host, registry.Credentials!, IsRenewal: false), cancellation) is { } robot
            ? robot with
            {
                Username = $"{((QuaySettings)registry.Settings).Organization}+{robot.Username}",
            }
            : null;
}
