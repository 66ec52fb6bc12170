using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Rehearsal;

namespace Stevedore.Tasks;

/// <summary>Ships against the lab: a real engine, real registries and an AWS API, without an account. Implies <c>--allow-dirty</c>.</summary>
[TaskName(nameof(Rehearse))]
[TaskDescription("Ships against a lab on this machine: real engine, registries and AWS API, no account needed.")]
[ShipArguments]
[TaskArgument("lab", "The script of another lab. Default: the one that comes with Stevedore.", Values = "script")]
public sealed class Rehearse(CleanUp cleanUp) : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(IStevedoreContext context)
    {
        var lab = new Lab(Lab.Find(RunArguments.Value(context.Arguments, "lab"), context.Environment.WorkingDirectory.FullPath), cleanUp);
        var overrides = RehearsalOverrides.Of(context.Session.Plan, await lab.Up());
        await lab.Execute(ShipCommand.Of(ThisProgram.Command(), context.Arguments.GetArguments(), context.Log.Verbosity), overrides);
    }
}
