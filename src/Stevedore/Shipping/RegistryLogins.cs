using System.Collections.Concurrent;
using Stevedore.Credentials;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Stevedore.Settings;

namespace Stevedore.Shipping;

/// <summary>Logs in to the registries of a plan, to each once a run.</summary>
public sealed class RegistryLogins(
    IEnumerable<IRegistry> registries,
    IRegistryClients clients,
    CredentialSources sources,
    DockerConfigCredentials docker,
    StepTimes times
)
{
    private readonly ImmutableArray<IRegistry> registries = [.. registries];
    private readonly ConcurrentDictionary<string, Lazy<Task<RegistryLogin>>> logins = new(StringComparer.Ordinal);

    /// <summary>The kind of a registry.</summary>
    public IRegistry KindOf(RegistryPlan registry) => registries.First(kind => kind.SettingsType.IsInstanceOfType(registry.Settings));

    /// <summary>Says which registries the run will log in to, so that what several of them need is fetched at once.</summary>
    public void Expect(IEnumerable<RegistryPlan> plans) =>
        sources.Expect([.. plans.Select(registry => KindOf(registry).Credentials(registry.Settings)).OfType<CredentialSettings>()]);

    /// <summary>Credentials for each, proved by using them; all at once.</summary>
    /// <exception cref="StevedoreException">A registry has no credentials, refuses them, or does not answer.</exception>
    public async Task<ImmutableArray<RegistryLogin>> LogIn(ImmutableArray<RegistryPlan> plans, CancellationToken cancellation)
    {
        Expect(plans);
        return [.. await Task.WhenAll(plans.Select(registry => LogIn(registry, cancellation)))];
    }

    /// <summary>A credential for one registry, proved by using it.</summary>
    /// <exception cref="StevedoreException">There is none, the registry refuses it, or does not answer.</exception>
    public Task<RegistryLogin> LogIn(RegistryPlan registry, CancellationToken cancellation) =>
        logins.GetOrAdd(registry.Name, _ => new(() => Prove(registry, cancellation))).Value;

    /// <summary>Speaks to a host with the credential that this run has for it, else with docker's own, else with none.</summary>
    public async Task<RegistryClient> Connect(string host, ImmutableArray<RegistryPlan> plans, CancellationToken cancellation)
    {
        var key = RegistryEndpoint.ConfigKey(host);
        return plans.FirstOrDefault(registry => RegistryEndpoint.ConfigKey(registry.Host) == key) is { } own
            ? (await LogIn(own, cancellation)).Client
            : clients.Connect(host, await docker.Find(host, isRenewal: false, cancellation));
    }

    private async Task<RegistryLogin> Prove(RegistryPlan registry, CancellationToken cancellation)
    {
        var kind = KindOf(registry);
        var credential = await times.Measure(
            "credentials",
            async () =>
                (kind.YieldsToHelper(registry) ? await docker.FromWorkingHelper(registry.Host, cancellation) : null)
                ?? await kind.LogIn(registry, cancellation)
        );
        var client = clients.Connect(
            registry.Host,
            credential,
            (registry.Settings as PlainRegistrySettings)?.Ca,
            (_, token) => kind.Renew(registry, token)
        );
        try
        {
            using var span = times.Begin("login");
            await client.Check(cancellation);
        }
        catch (RegistryException cause) when (cause.Fault is RegistryFault.Unauthorized or RegistryFault.Denied)
        {
            throw LoginFaults.Rejected(registry, client.Credential, cause);
        }

        return new(registry, client);
    }
}
