using Cake.Core;
using Stevedore.Arguments;
using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>The plan of a run as more becomes known of it: first by itself, then with accounts and regions, last with the digests of base images.</summary>
internal sealed class RunPlan
{
    private readonly Func<PlanInputs> load;
    private readonly Lazy<PlanInputs> inputs;
    private readonly Lazy<ShipPlan> first;
    private readonly Lazy<Task<PlanInputs>> found;
    private readonly Lazy<Task<ShipPlan>> located;
    private readonly Lazy<Task<ShipPlan>> resolved;

    /// <summary>Reads nothing yet.</summary>
    public RunPlan(
        ICakeContext cake,
        PlanLoader loader,
        RegistryLogins logins,
        Lazy<RunArguments> arguments,
        StepTimes times,
        Action<string> warn,
        CleanUp cleanUp
    )
    {
        ShipFacts facts = new(logins);
        load = () => loader.Load(cake, arguments.Value);
        inputs = new(load);
        first = new(() =>
        {
            using var span = times.Begin("plan");
            return loader.Plan(Inputs);
        });
        found = new(() => times.Measure("accounts", () => facts.Locate(Inputs, AtFirst, cleanUp.Cancellation)));
        located = new(async () => loader.Plan(await found.Value));
        // Logins do not wait for the base images, and these are looked up with the credentials of the run.
        resolved = new(async () =>
        {
            var plan = await Located;
            logins.Expect(plan.Registries);
            var known = await facts.FindBases(await found.Value, plan, warn, cleanUp.Cancellation);
            var settled = loader.Plan(known);
            return known.Refresh && settled.Source is { Commit: not null, IsDirty: false }
                ? loader.Plan(await facts.FindRefreshed(known, settled, cleanUp.Cancellation))
                : settled;
        });
    }

    /// <summary>What it is made from.</summary>
    public PlanInputs Inputs => inputs.Value;

    /// <summary>What it would be made from if it were made now.</summary>
    public PlanInputs Again() => load();

    /// <summary>Before AWS is asked for anything.</summary>
    public ShipPlan AtFirst => first.Value;

    /// <summary>Every host in it is known.</summary>
    public Task<ShipPlan> Located => located.Value;

    /// <summary>Everything in it is known.</summary>
    public Task<ShipPlan> Resolved => resolved.Value;
}
