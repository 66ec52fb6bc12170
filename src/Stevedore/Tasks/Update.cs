using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Init;

namespace Stevedore.Tasks;

/// <summary>Moves the pin of Stevedore, in the tool's manifest or in build/Build.csproj, and tells how the plan changes by that.</summary>
[TaskName(nameof(Update))]
[TaskDescription("Moves this repository to the newest Stevedore that the feeds have, and shows how the plan changes.")]
[Verb("update", Group = "Start", Example = "--to=0.3.0")]
[TaskArgument("to", "The version. Default: the newest; previews count where one is pinned.", Values = "version")]
public sealed class Update(IUpdate update) : FrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override void Run(IStevedoreContext context) => update.Run(RunOptions.Value(context.Arguments, "to"));
}
