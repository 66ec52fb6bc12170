using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Ecs;

namespace Stevedore.Tasks;

/// <summary>The logs of what a service runs now, as they come.</summary>
[TaskName(nameof(EcsLogs))]
[TaskDescription("Prints the logs of the containers that a service of ECS runs, and follows them.")]
[Verb("ecs logs", Group = "ECS", Example = "--service=web --lines=100")]
[EcsArguments]
[TaskArgument("container", "One container. Default: all.", Values = "name")]
[TaskArgument("lines", "How many of the last lines come first. Default: 20.", Values = "number")]
[TaskArgument("no-follow", "End after the last lines.")]
public sealed class EcsLogs(IDeployments deployments) : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IStevedoreContext context) =>
        deployments.ShowLogs(
            EcsRequests.Services(context.Arguments),
            RunOptions.Value(context.Arguments, "container"),
            EcsRequests.Lines(context.Arguments),
            !RunOptions.Flag(context.Arguments, "no-follow")
        );
}
