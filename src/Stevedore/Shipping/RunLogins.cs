using Stevedore.Credentials;
using Stevedore.Docker;

namespace Stevedore.Shipping;

/// <summary>The logins of a run, and what docker is told of them.</summary>
internal sealed class RunLogins
{
    private readonly RunPlan plan;
    private readonly PrivateDockerConfig config;
    private readonly CleanUp cleanUp;
    private readonly Lazy<Task<ImmutableArray<RegistryLogin>>> all;

    /// <summary>Logs in nowhere yet.</summary>
    /// <param name="begins">Awaited before the first login.</param>
    public RunLogins(RunPlan plan, RegistryLogins kinds, PrivateDockerConfig config, CleanUp cleanUp, Func<Task> begins)
    {
        this.plan = plan;
        this.config = config;
        this.cleanUp = cleanUp;
        Kinds = kinds;
        all = new(async () =>
        {
            await begins();
            var registries = (await plan.Located).Registries;
            // Not waited for: the base images are looked up meanwhile.
            _ = plan.Resolved;
            var logins = await kinds.LogIn(registries, cleanUp.Cancellation);
            config.Write(DockerLogins.ByHost(logins));
            return logins;
        });
    }

    /// <summary>What each kind of registry can do.</summary>
    public RegistryLogins Kinds { get; }

    /// <summary>Credentials for every registry of the plan, proved, in the private docker config.</summary>
    public Task<ImmutableArray<RegistryLogin>> All => all.Value;

    /// <summary>Makes a docker config for commands that need no login.</summary>
    public void Prepare() => config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);

    /// <summary>Gets new tokens where the old ones have expired; whether any had.</summary>
    public async Task<bool> Renew() => await DockerLogins.Renew(await All, config, cleanUp.Cancellation);

    /// <summary>What the run may do with each registry and repository of the plan.</summary>
    public async Task<ImmutableArray<AccessCheck>> Check() => await new AccessChecks(await plan.Located, Kinds, cleanUp.Cancellation).Run();
}
