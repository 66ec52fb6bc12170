using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Ecs;
using Stevedore.Terminal;

namespace Stevedore.Tasks;

/// <summary>Lets deployments go on that wait for a person, and waits for them.</summary>
[TaskName(nameof(EcsContinue))]
[TaskDescription("Lets a deployment to ECS go on that waits for a person, and waits until it runs.")]
[Verb("ecs continue", Group = "ECS", Example = "--service=web")]
[EcsArguments]
public sealed class EcsContinue(IDeployments deployments, IOutput output) : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(IStevedoreContext context)
    {
        var result = await deployments.Continue(EcsRequests.Services(context.Arguments));
        output.Lines(DeploymentTable.Render(result));
        output.Json(DeploymentRecord.Render(result));
        DeploymentFault.ThrowIfAny(result);
    }
}
