using System.Diagnostics;
using Cake.Core;
using Cake.Core.Diagnostics;
using Stevedore.Arguments;
using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Outputs;
using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>One run of shipping: each step is done once, when a task first asks for it.</summary>
public sealed class ShipSession
{
    private readonly ICakeContext cake;
    private readonly CleanUp cleanUp;
    private readonly Lazy<RunArguments> arguments;
    private readonly RunPlan plan;
    private readonly RunLogins logins;
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
        this.cleanUp = cleanUp;
        this.times = times;
        arguments = new(() =>
        {
            // Here and not only in the context: a build may have a context of its own.
            check.Run(cake.Arguments);
            return RunArguments.Parse(cake.Arguments);
        });
        plan = new(cake, loader, logins, arguments, times, Warn, cleanUp);
        outputs = new(() => new(Path.Combine(cake.Environment.WorkingDirectory.FullPath, arguments.Value.Output), cleanUp));
        bake = new(() => new(cake, docker, buildSecrets, cleanUp, Outputs, Arguments));
        this.logins = new(plan, logins, config, cleanUp, ExpectBuild);
    }

    /// <summary>The arguments of this command.</summary>
    public RunArguments Arguments => arguments.Value;

    /// <summary>The settings and everything else that the plan is made from.</summary>
    public PlanInputs Inputs => plan.Inputs;

    /// <summary>The plan before AWS is asked for anything.</summary>
    public ShipPlan Plan => plan.AtFirst;

    /// <summary>The output files.</summary>
    public OutputFolder Outputs => outputs.Value;

    /// <summary>What was shipped; null before it was.</summary>
    public ShipResult? Result { get; private set; }

    private CancellationToken Cancellation => cleanUp.Cancellation;

    /// <summary>Credentials for every registry of the plan, proved, in the private docker config.</summary>
    public Task<ImmutableArray<RegistryLogin>> LogIn() => logins.All;

    /// <summary>What the run may do with each registry and repository of the plan.</summary>
    public Task<ImmutableArray<AccessCheck>> CheckAccess() => logins.Check();

    /// <summary>Builds and pushes what is not there yet, then sets the moving tags.</summary>
    public async Task<ShipResult> Push()
    {
        if (Plan.Refusal is { } refusal)
        {
            throw new StevedoreException("Cannot push", refusal.Why, refusal.Fix);
        }

        var registries = await LogIn();
        var target = await plan.Resolved;
        Tell(target);
        foreach (var warning in target.Warnings)
        {
            Warn(warning);
        }

        Outputs.Clear(OutputFolder.Names);
        var publication = new Publication(target, registries, logins.Kinds, Warn, Cancellation);
        var run = new PushRun(publication, bake.Value, new(registries, Warn, Cancellation), times, logins.Renew, Warn);
        Result = new(target, await run.Run(target, Arguments.Rebuild), Stopwatch.GetElapsedTime(started));
        return Result;
    }

    /// <summary>Builds without pushing: everything for a check, this machine's platform to load it.</summary>
    public async Task Build(BuildPurpose purpose)
    {
        // Base images may be private, so the registries are logged in to as for a push.
        var registries = await LogIn();
        Outputs.Clear(["bake.json", "metadata.json", "docker.log"]);
        var target = await plan.Resolved;
        Tell(target);
        _ = await bake.Value.Run(target, purpose, Names(target.Shipped), new(registries, Warn, Cancellation));
    }

    /// <summary>What was shipped by this command, or what the last push of this commit left here or, where no file tells, in the registries.</summary>
    public async Task<ShipResult> Shipped() =>
        Result ??= new(
            await plan.Resolved,
            await new LastPush(Outputs, await plan.Resolved, await LogIn()).Read(Cancellation),
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

        cake.Log.Detail($"Time: {times}.");
        return result;
    }

    // Docker takes its time to list its builders, and whether there is something to build is known only after the logins.
    private void ExpectBuild()
    {
        if (Arguments.Builds && Plan.Refusal is null && !Outputs.HoldsReleaseOf(Plan.Source.Commit))
        {
            logins.Prepare();
            bake.Value.Expect();
        }
    }

    private void Tell(ShipPlan target)
    {
        foreach (var note in target.Notes)
        {
            cake.Log.Note(note);
        }
    }

    private static ImmutableHashSet<ImageName> Names(IEnumerable<ImagePlan> images) => [.. images.Select(image => image.Name)];

    private void Warn(string note) => cake.Log.Warn(note);
}
