using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Stevedore.Settings;

namespace Stevedore.Shipping;

/// <summary>Logs in to every registry of a plan.</summary>
public sealed class RegistryLogins(IEnumerable<IRegistry> registries, IRegistryClients clients)
{
    private readonly ImmutableArray<IRegistry> registries = [.. registries];

    /// <summary>The kind of a registry.</summary>
    public IRegistry KindOf(RegistryPlan registry) => registries.First(kind => kind.SettingsType.IsInstanceOfType(registry.Settings));

    /// <summary>Credentials for each, proved by using them; all at once.</summary>
    /// <exception cref="StevedoreException">A registry has no credentials, refuses them, or does not answer.</exception>
    public async Task<ImmutableArray<RegistryLogin>> LogIn(ShipPlan plan, CancellationToken cancellation) =>
        [.. await Task.WhenAll(plan.Registries.Select(registry => LogIn(registry, cancellation)))];

    private async Task<RegistryLogin> LogIn(RegistryPlan registry, CancellationToken cancellation)
    {
        var credential = await KindOf(registry).LogIn(registry, cancellation);
        var client = clients.Connect(registry.Host, credential, (registry.Settings as PlainRegistrySettings)?.Ca);
        await client.Check(cancellation);
        return new(registry, credential, client);
    }
}
