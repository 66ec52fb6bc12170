using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Ecs;
using Stevedore.Terminal;

namespace Stevedore.Tasks;

/// <summary>Gives services what they ran before, and keeps the pipeline from deploying again. Needs no checkout and no settings.</summary>
[TaskName(nameof(EcsRollback))]
[TaskDescription("Gives the services of ECS what they ran before, as it ran, and freezes the pipeline that deploys them.")]
[Verb("ecs rollback", Group = "ECS", Example = "--cluster=shop --service=web")]
[EcsArguments]
[TaskArgument("to", "What to go back to. Default: what succeeded last.", Values = "commit|tag|revision")]
[TaskArgument("pipeline", "The pipeline to freeze. Default: the one that deployed what runs.", Values = "name")]
[TaskArgument("stage", "Its stage. Default: the one that deployed what runs.", Values = "name")]
[TaskArgument("no-freeze", "Leave the pipeline alone.")]
public sealed class EcsRollback(IDeployments deployments, IOutput output) : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(IStevedoreContext context)
    {
        var result = await deployments.RollBack(
            new(EcsRequests.Services(context.Arguments))
            {
                To = RunOptions.Value(context.Arguments, "to"),
                Pipeline = RunOptions.Value(context.Arguments, "pipeline"),
                Stage = RunOptions.Value(context.Arguments, "stage"),
                Freezes = !RunOptions.Flag(context.Arguments, "no-freeze"),
            }
        );
        output.Lines(DeploymentTable.Render(result));
        output.Json(DeploymentRecord.Render(result));
        DeploymentFault.ThrowIfAny(result);
    }
}
