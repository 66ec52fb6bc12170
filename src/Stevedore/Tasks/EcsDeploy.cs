using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Ecs;
using Stevedore.Terminal;

namespace Stevedore.Tasks;

/// <summary>Deploys to ECS what was shipped, and waits until it runs or does not: only then it is done.</summary>
[TaskName(nameof(EcsDeploy))]
[TaskDescription("Deploys what was shipped to the services of ECS, waits until it really runs, and says why where it does not.")]
[Verb("ecs deploy", Group = "ECS", Example = "--environment=prod")]
[EcsArguments]
[ReleaseArguments]
[TaskArgument("all-or-nothing", "When one service fails, take the earlier ones back.")]
[TaskArgument("wait-until", "paused: also done when a deployment waits for a person.", Values = "paused")]
[TaskArgument("codedeploy", "Deploy nothing: write taskdef.json, appspec.yaml and imageDetail.json for the action CodeDeployToECS.")]
public sealed class EcsDeploy(IDeployments deployments, IOutput output) : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(IStevedoreContext context)
    {
        var request = EcsRequests.Deploy(context.Arguments);
        if (RunOptions.Flag(context.Arguments, "codedeploy"))
        {
            output.Lines([$"Wrote {string.Join(", ", await deployments.WriteCodeDeploy(request))} to {context.Run.Outputs.FullPath}."]);
            return;
        }

        var result = await deployments.Deploy(request);
        output.Lines(DeploymentTable.Render(result));
        output.Json(DeploymentRecord.Render(result));
        DeploymentFault.ThrowIfAny(result, request.UntilPaused);
    }
}
