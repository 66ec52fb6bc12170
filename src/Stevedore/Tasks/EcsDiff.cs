using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Ecs;
using Stevedore.Ecs.Plans;
using Stevedore.Terminal;

namespace Stevedore.Tasks;

/// <summary>What a deployment would change. Changes nothing.</summary>
[TaskName(nameof(EcsDiff))]
[TaskDescription("Shows what a deployment to ECS would change in each task definition; changes nothing.")]
[Verb("ecs diff", Group = "ECS", Example = "--environment=prod --exit-code")]
[EcsArguments]
[ReleaseArguments]
[TaskArgument("exit-code", "Exit with 0 where nothing differs, 1 where something does, 2 where that cannot be told.")]
public sealed class EcsDiff(IDeployments deployments, IOutput output, ExitCode exitCode) : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(IStevedoreContext context)
    {
        var hasExitCode = RunOptions.Flag(context.Arguments, "exit-code");
        var differences = await deployments.Compare(EcsRequests.Deploy(context.Arguments));
        output.Lines(PlanLines.Render(differences));
        output.Json(DifferenceJson.Render(differences));
        if (hasExitCode && differences.Any(service => !service.Lines.IsEmpty))
        {
            exitCode.Differs();
        }
    }
}
