using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Ecs;
using Stevedore.Ecs.Statuses;
using Stevedore.Terminal;

namespace Stevedore.Tasks;

/// <summary>What services run: commit, images, since when, by whom, and what ECS said last. Needs no checkout and no settings.</summary>
[TaskName(nameof(EcsStatus))]
[TaskDescription("Shows what the services of ECS run: commit, images, tasks, since when and by whom, and the last events.")]
[Verb("ecs status", Group = "ECS", Example = "--json")]
[EcsArguments]
public sealed class EcsStatus(IDeployments deployments, IOutput output) : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(IStevedoreContext context)
    {
        var services = await deployments.Status(EcsRequests.Services(context.Arguments));
        output.Lines(StatusText.Lines(services));
        output.Json(StatusText.Json(services));
    }
}
