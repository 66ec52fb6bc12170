using Cake.Core;
using Stevedore.Arguments;
using Stevedore.Planning;
using Stevedore.Releases;
using Stevedore.Runs;
using Stevedore.Settings;
using Stevedore.Source;

namespace Stevedore.Shipping;

/// <summary>One command: what it was asked, and what it has read. Each part is read when it is first asked for, once, and without the others.</summary>
public sealed class StevedoreRun
{
    private readonly Lazy<RunOptions> options;
    private readonly Lazy<Workspace> workspace;
    private readonly Lazy<Workspace> here;
    private readonly Lazy<ShipPlan> plan;
    private readonly Lazy<OutputFolder> outputs;
    private readonly WorkspaceReader reader;

    /// <summary>Reads nothing yet.</summary>
    internal StevedoreRun(ICakeContext cake, WorkspaceReader reader, ArgumentCheck check, CleanUp cleanUp, StepTimes times)
    {
        Cake = cake;
        this.reader = reader;
        options = new(() =>
        {
            // Here and not only in the context: a build may have a context of its own.
            check.Run(cake.Arguments);
            return RunOptions.Parse(cake.Arguments);
        });
        workspace = new(Look);
        // A commit that was shipped earlier is no statement about the checkout.
        here = new(() => reader.Look(cake, Options with { Commit = null }));
        plan = new(() =>
        {
            using var span = times.Begin("plan");
            return reader.Plan(Inputs);
        });
        Index = new(new ProgramPathRunner(cake.ProcessRunner, cake.Environment));
        outputs = new(() => new(Path.Combine(Root, Options.Output), cleanUp, Index, Root));
    }

    /// <summary>The arguments of the command.</summary>
    /// <exception cref="StevedoreException">One of them is mistyped, or has a value that it cannot have.</exception>
    public RunOptions Options => options.Value;

    /// <summary>The settings, of which each value knows who said it.</summary>
    /// <exception cref="StevedoreException">There are none, or they have faults: all of them are named.</exception>
    public ResolvedSettings Settings => workspace.Value.Settings;

    /// <summary>What git and CodeBuild say of what is built.</summary>
    /// <exception cref="StevedoreException">Nothing tells the commit, or what tells it contradicts itself.</exception>
    public SourceFacts Source => workspace.Value.Source;

    /// <summary>The plan before AWS and registries are asked for anything: what only they know is open in it.</summary>
    /// <exception cref="StevedoreException">The settings and the source do not make a plan.</exception>
    public ShipPlan Plan => plan.Value;

    /// <summary>The folder of the output files.</summary>
    internal OutputFolder Outputs => outputs.Value;

    internal ICakeContext Cake { get; }

    /// <summary>The folder that the paths of the plan start from.</summary>
    internal string Root => Cake.Environment.WorkingDirectory.FullPath;

    /// <summary>What git tracks.</summary>
    internal GitIndex Index { get; }

    /// <summary>The repository as it is, whatever commit the command names.</summary>
    internal Workspace Here => here.Value;

    /// <summary>What the plan is made from.</summary>
    internal PlanInputs Inputs => workspace.Value.Inputs;

    /// <summary>What is to be said of a plan besides what is in it.</summary>
    internal IEnumerable<string> Warnings => new ForeignFiles(Outputs, Index, Root).Warnings(Plan.Images);

    /// <summary>The source of the plan, as it is now.</summary>
    internal SourceFacts SourceNow() => Look().SourceOf(Settings);

    /// <summary>The plan of other inputs.</summary>
    internal ShipPlan PlanOf(PlanInputs inputs) => reader.Plan(inputs);

    /// <summary>The repository with the settings of an environment, whichever the command names.</summary>
    internal Workspace In(string environment) => reader.Look(Cake, Options with { Environment = environment });

    /// <summary>The arguments with which another command means a pipeline: one of that name may be in every region, account and environment.</summary>
    internal string Again(string pipeline)
    {
        (string Name, string? Value)[] arguments =
        [
            ("pipeline", pipeline),
            ("environment", Here.EnvironmentName),
            ("config", RunOptions.Value(Cake.Arguments, "config")),
        ];
        return string.Join(
            ' ',
            arguments.Where(one => one.Value is not null).Select(one => $"--{one.Name}={ShellWord.Of(OutsideText.Clean(one.Value!))}")
        );
    }

    private Workspace Look() => reader.Look(Cake, Options);
}
