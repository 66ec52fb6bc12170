using Stevedore.Credentials;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;

namespace Stevedore.Shipping;

/// <summary>The kinds of registries, and how each is logged in to.</summary>
internal sealed class KnownRegistries(
    IEnumerable<IRegistry> kinds,
    IRegistryClients clients,
    DockerConfigCredentials docker,
    StepTimes times,
    CleanUp cleanUp
)
{
    private readonly ImmutableArray<IRegistry> kinds = [.. kinds];

    private CancellationToken Cancellation => cleanUp.Cancellation;

    /// <summary>What can be done for the first login before anything is known of the run.</summary>
    public Task Prepare() => clients.Prepare(Cancellation);

    /// <summary>The kind of a registry. Of two with the same settings the later counts.</summary>
    public IRegistry KindOf(RegistryPlan registry) => kinds.Last(kind => kind.SettingsType.IsInstanceOfType(registry.Settings));

    /// <summary>Credentials for each, proved by using them; all at once.</summary>
    /// <exception cref="StevedoreException">A registry has no credentials, refuses them, or does not answer.</exception>
    public async Task<Logins> LogIn(ImmutableArray<RegistryPlan> registries) => new([.. await Task.WhenAll(registries.Select(LogIn))]);

    /// <summary>The same for a build that pushes nothing, without those that it can do without and whose login fails.</summary>
    /// <exception cref="StevedoreException">The login fails to a registry that the build needs.</exception>
    public async Task<Logins> LogIn(ImmutableArray<RegistryPlan> registries, BuildLogins build)
    {
        var logins = await Task.WhenAll(
            registries.Where(registry => registry.IsResolved).Select(registry => build.Try(registry, () => LogIn(registry)))
        );
        return new([.. logins.OfType<RegistryLogin>()]);
    }

    /// <summary>A credential for one registry, proved by using it.</summary>
    /// <exception cref="StevedoreException">There is none, the registry refuses it, or does not answer.</exception>
    public async Task<RegistryLogin> LogIn(RegistryPlan registry)
    {
        var kind = KindOf(registry);
        var credential = times.Measure(
            "credentials",
            async () =>
                (kind.YieldsToHelper(registry) ? await docker.FromWorkingHelper(registry.Host, Cancellation) : null)
                ?? await kind.LogIn(registry, Cancellation)
        );
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        try
        {
            return new(registry, await Connect(registry, credential, ended.Token));
        }
        catch
        {
            await ended.CancelAsync();
            throw;
        }
    }

    // What the registry asks for, it says without the credential.
    private async Task<RegistryClient> Connect(RegistryPlan registry, Task<RegistryCredential?> credential, CancellationToken cancellation)
    {
        var client = Check(registry, credential, cancellation);
        _ = await credential;
        using var span = times.Begin("login");
        return await client;
    }

    private async Task<RegistryClient> Check(RegistryPlan registry, Task<RegistryCredential?> credential, CancellationToken cancellation)
    {
        var kind = KindOf(registry);
        var client = clients.Connect(registry.Host, credential, registry.Authority, (_, token) => kind.Renew(registry, token));
        try
        {
            await client.Check(cancellation);
            return client;
        }
        catch (RegistryException cause) when (cause.Fault is RegistryFault.Unauthorized or RegistryFault.Denied)
        {
            throw LoginFaults.Rejected(registry, client.Credential, cause);
        }
    }

    /// <summary>Speaks to a registry as nobody.</summary>
    public RegistryClient Anonymous(RegistryPlan registry) => clients.Connect(registry.Host, credential: null, registry.Authority);

    /// <summary>Speaks to any host: with the credential that this run has for it, else with docker's own, else with none.</summary>
    public async Task<RegistryClient> Connect(string host, Logins logins) =>
        logins.ClientOf(host) ?? clients.Connect(host, await docker.Find(host, isRenewal: false, Cancellation));
}
