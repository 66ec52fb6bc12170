using System.Diagnostics;
using Cake.Core;
using Cake.Core.Diagnostics;
using Stevedore.Arguments;
using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Releases;
using Stevedore.Runs;
using Stevedore.Source;
using Stevedore.Terminal;

namespace Stevedore.Shipping;

/// <summary>One run of shipping: each step is done once, when a task first asks for it.</summary>
public sealed class ShipSession
{
    // Longer than a build takes that somebody waits for.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly ICakeContext cake;
    private readonly CleanUp cleanUp;
    private readonly Lazy<RunArguments> arguments;
    private readonly RunPlan plan;
    private readonly RunLogins logins;
    private readonly Lazy<OutputFolder> outputs;
    private readonly Lazy<ForeignFiles> foreign;
    private readonly Lazy<RunBeginning> beginning;
    private readonly Lazy<BuildFiles> files;
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
        PrivateFolder folder,
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
        var root = cake.Environment.WorkingDirectory.FullPath;
        GitIndex index = new(new ProgramPathRunner(cake.ProcessRunner, cake.Environment));
        outputs = new(() => new(Path.Combine(root, arguments.Value.Output), cleanUp, index, root));
        foreign = new(() => new(Outputs, index, root));
        Lazy<ContextExclusion> exclusion = new(() => new(folder, Outputs, index, root));
        Lazy<MeetingPlace> place = new(MeetingPlace.OfThisMachine);
        beginning = new(() => new(new(place.Value, Patience), folder, Outputs, exclusion.Value, foreign.Value, plan, root, cleanUp));
        files = new(() => new(folder, Outputs, cleanUp));
        bake = new(() =>
        {
            var builders = new BuilderPreparation(cake, docker, new(place, Warn, Patience), cleanUp, Arguments.RemoveBuilder);
            return new(cake, docker, builders, buildSecrets, cleanUp, files.Value, exclusion.Value, Arguments);
        });
        this.logins = new(plan, logins, config, cleanUp, Begin);
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

    /// <summary>What is to be said of a plan besides what is in it.</summary>
    internal IEnumerable<string> Warnings => foreign.Value.Warnings(Plan.Images);

    private CancellationToken Cancellation => cleanUp.Cancellation;

    /// <summary>Credentials for every registry of the plan, proved, in the private docker config.</summary>
    public Task<ImmutableArray<RegistryLogin>> LogIn() => logins.All;

    /// <summary>What the run may do with each registry and repository of the plan.</summary>
    public Task<ImmutableArray<AccessCheck>> CheckAccess() => logins.Check();

    /// <summary>Builds and pushes what is not there yet, then sets the moving tags.</summary>
    public async Task<ShipResult> Push()
    {
        _ = await beginning.Value.Build(pushes: true, Warn);
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

        var publication = new Publication(target, registries, logins.Kinds, Warn, Cancellation);
        var run = new PushRun(publication, bake.Value, new(registries, Warn, Cancellation), times, logins.Renew, Change, Warn);
        Result = new(target, await Keeping(() => run.Run(target, Arguments.Rebuild)), Stopwatch.GetElapsedTime(started));
        return Result;
    }

    /// <summary>Builds without pushing: everything for a check, this machine's platform to load it.</summary>
    public async Task Build(BuildPurpose purpose)
    {
        _ = await beginning.Value.Build(pushes: false, Warn);
        // Base images may be private, so the registries are logged in to as for a push.
        var registries = await LogIn();
        var target = await plan.Resolved;
        Tell(target);
        _ = await Keeping(() => bake.Value.Run(target, purpose, Names(target.Shipped), new(registries, Warn, Cancellation)));
    }

    /// <summary>What was shipped by this command, or what the last push of this commit left here or, where no file tells, in the registries.</summary>
    public async Task<ShipResult> Shipped() =>
        Result ??= new(
            await plan.Resolved,
            await new LastPush(Outputs, await plan.Resolved, await LogIn(), new(await LogIn(), logins.Kinds.KindOf, Warn)).Read(
                Cancellation
            ),
            Stopwatch.GetElapsedTime(started)
        );

    /// <summary>Writes the files that deployments start from.</summary>
    public async Task<ShipResult> WriteRelease()
    {
        await beginning.Value.Write(Warn);
        try
        {
            var result = await Shipped();
            using (times.Begin("outputs"))
            {
                Outputs.WriteRelease(result);
            }

            cake.Log.Detail($"Time: {times}.");
            return result;
        }
        catch (StevedoreException)
        {
            // What is there is of an earlier commit, or part of what was to be.
            Outputs.Delete(Result is null ? OutputFiles.OfRelease : OutputFiles.All.Remove(OutputFiles.Log));
            throw;
        }
    }

    // Here and not in each task: the logins come first, and what is old is not to be deployed when they fail.
    private async Task Begin()
    {
        if (!Arguments.Builds)
        {
            return;
        }

        // Docker takes its time to list its builders, and whether there is something to build is known only after the logins.
        var isShipped = await beginning.Value.Build(Arguments.Pushes, Warn);
        if (Plan.Refusal is null && !isShipped)
        {
            logins.Prepare();
            bake.Value.Builders.Expect(Plan.Builder);
        }
    }

    private async Task<T> Keeping<T>(Func<Task<T>> build)
    {
        try
        {
            var result = await build();
            files.Value.Place();
            return result;
        }
        catch (StevedoreException)
        {
            KeepLog();
            throw;
        }
    }

    private string? Change()
    {
        try
        {
            return SourceChange.Between(plan.Inputs.Source, plan.Again().Source);
        }
        catch (StevedoreException cause)
        {
            return $"it cannot be read any more, since {cause.Why}";
        }
    }

    private void KeepLog()
    {
        try
        {
            files.Value.PlaceLog();
        }
        catch (StevedoreException cause)
        {
            Warn($"The log is lost: {cause.Message}");
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
