using System.Diagnostics;
using Cake.Core;
using Cake.Core.Diagnostics;
using Stevedore.Arguments;
using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Outputs;
using Stevedore.Planning;
using Stevedore.Registries;

namespace Stevedore.Shipping;

/// <summary>One run of shipping: each step is done once, when a task first asks for it.</summary>
public sealed class ShipSession
{
    private readonly ICakeContext cake;
    private readonly RegistryLogins logins;
    private readonly PlanLoader loader;
    private readonly PrivateDockerConfig config;
    private readonly CleanUp cleanUp;
    private readonly Lazy<RunArguments> arguments;
    private readonly Lazy<PlanInputs> inputs;
    private readonly Lazy<ShipPlan> plan;
    private readonly Lazy<Task<PlanInputs>> located;
    private readonly Lazy<Task<ShipPlan>> resolved;
    private readonly Lazy<Task<ImmutableArray<RegistryLogin>>> loggedIn;
    private readonly Lazy<OutputFolder> outputs;
    private readonly Lazy<BakeRun> bake;
    private readonly StepTimes times;
    private readonly long started = Stopwatch.GetTimestamp();

    /// <summary>Reads nothing yet.</summary>
    public ShipSession(
        ICakeContext cake,
        PlanLoader loader,
        RegistryLogins logins,
        IDocker docker,
        BuildSecrets buildSecrets,
        PrivateDockerConfig config,
        CleanUp cleanUp,
        ArgumentCheck check,
        StepTimes times
    )
    {
        this.cake = cake;
        this.logins = logins;
        this.loader = loader;
        this.config = config;
        this.cleanUp = cleanUp;
        this.times = times;
        arguments = new(() =>
        {
            // Here and not only in the context: a build may have a context of its own.
            check.Run(cake.Arguments);
            return RunArguments.Parse(cake.Arguments);
        });
        inputs = new(() => loader.Load(cake, arguments.Value));
        plan = new(() =>
        {
            using var span = times.Begin("plan");
            return loader.Plan(inputs.Value);
        });
        outputs = new(() => new(Path.Combine(cake.Environment.WorkingDirectory.FullPath, arguments.Value.Output), cleanUp));
        bake = new(() => new(cake, docker, buildSecrets, cleanUp, Outputs, Arguments));
        ShipFacts facts = new(logins);
        located = new(() => times.Measure("accounts", () => facts.Locate(inputs.Value, Plan, Cancellation)));
        // Logins do not wait for the base images, and these are looked up with the credentials of the run.
        resolved = new(async () =>
        {
            var known = await located.Value;
            logins.Expect(Plan.Registries);
            return loader.Plan(await facts.FindBases(known, loader.Plan(known), Warn, Cancellation));
        });
        loggedIn = new(async () =>
        {
            ExpectBuild();
            var registries = loader.Plan(await located.Value).Registries;
            _ = resolved.Value;
            var all = await logins.LogIn(registries, Cancellation);
            config.Write(DockerLogins.ByHost(all));
            return all;
        });
    }

    /// <summary>The arguments of this command.</summary>
    public RunArguments Arguments => arguments.Value;

    /// <summary>The settings and everything else that the plan is made from.</summary>
    public PlanInputs Inputs => inputs.Value;

    /// <summary>The plan before AWS is asked for anything.</summary>
    public ShipPlan Plan => plan.Value;

    /// <summary>The output files.</summary>
    public OutputFolder Outputs => outputs.Value;

    /// <summary>What was shipped; null before it was.</summary>
    public ShipResult? Result { get; private set; }

    private CancellationToken Cancellation => cleanUp.Cancellation;

    /// <summary>Credentials for every registry of the plan, proved, in the private docker config.</summary>
    public Task<ImmutableArray<RegistryLogin>> LogIn() => loggedIn.Value;

    /// <summary>What the run may do with each registry and repository of the plan.</summary>
    public async Task<ImmutableArray<AccessCheck>> CheckAccess() =>
        await new AccessChecks(loader.Plan(await located.Value), logins, Cancellation).Run();

    /// <summary>Builds and pushes what is not there yet, then sets the moving tags.</summary>
    public async Task<ShipResult> Push()
    {
        if (Plan.Refusal is { } refusal)
        {
            throw new StevedoreException("Cannot push", refusal.Why, refusal.Fix);
        }

        var registries = await LogIn();
        var target = await resolved.Value;
        foreach (var note in target.Notes)
        {
            cake.Log.Information("{0}", note);
        }

        Outputs.Clear(OutputFolder.Names);
        var publication = new Publication(target, registries, logins, Warn, Cancellation);
        var run = new PushRun(
            publication,
            bake.Value,
            new(target, registries, Warn, Cancellation),
            times,
            async () => await DockerLogins.Renew(await LogIn(), config, Cancellation),
            Warn
        );
        Result = new(target, await run.Run(target, Arguments.Rebuild), Stopwatch.GetElapsedTime(started));
        return Result;
    }

    /// <summary>Builds without pushing: everything for a check, this machine's platform to load it.</summary>
    public async Task Build(BuildPurpose purpose)
    {
        // Base images may be private, so the registries are logged in to as for a push.
        var registries = await LogIn();
        Outputs.Clear(["bake.json", "metadata.json", "docker.log"]);
        var target = await resolved.Value;
        _ = await bake.Value.Run(target, purpose, Names(target.Shipped), new(target, registries, Warn, Cancellation));
    }

    /// <summary>What was shipped by this command, or what the last push of this commit left.</summary>
    public async Task<ShipResult> Shipped() =>
        Result ??= new(
            await resolved.Value,
            await new LastPush(Outputs, await resolved.Value, await LogIn()).Read(Cancellation),
            Stopwatch.GetElapsedTime(started)
        );

    /// <summary>Writes the files that deployments start from.</summary>
    public async Task<ShipResult> WriteRelease()
    {
        var result = await Shipped();
        using (times.Begin("outputs"))
        {
            Outputs.WriteRelease(result);
        }

        if (cake.Log.Verbosity >= Verbosity.Verbose)
        {
            cake.Log.Verbose("Time: {0}.", times);
        }

        return result;
    }

    // Docker takes its time to list its builders, and whether there is something to build is known only after the logins.
    private void ExpectBuild()
    {
        if (Arguments.Builds && Plan.Refusal is null && !Outputs.HoldsReleaseOf(Plan.Source.Commit))
        {
            config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);
            bake.Value.Expect();
        }
    }

    private static ImmutableHashSet<ImageName> Names(IEnumerable<ImagePlan> images) => [.. images.Select(image => image.Name)];

    private void Warn(string note) => cake.Log.Warning("{0}", note);
}
