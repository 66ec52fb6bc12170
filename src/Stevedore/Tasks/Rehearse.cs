using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Rehearsal;

namespace Stevedore.Tasks;

/// <summary>Ships against the lab: a real engine, real registries and an AWS API, without an account. Implies <c>--allow-dirty</c>.</summary>
[TaskName(nameof(Rehearse))]
[TaskDescription("Ships against a lab on this machine: real engine, registries and AWS API, no account needed.")]
[Verb("rehearse", Group = "Ship", Example = "")]
[ShipArguments]
[TaskArgument("lab", "The script of another lab. Default: the one that comes with Stevedore.", Values = "script")]
public sealed class Rehearse(IRehearsal rehearsal) : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IStevedoreContext context) => rehearsal.Run();
}
