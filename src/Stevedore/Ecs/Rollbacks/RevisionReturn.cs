using Stevedore.Ecs.Plans;
using Stevedore.Ecs.Services;

namespace Stevedore.Ecs.Rollbacks;

/// <summary>Gives a service what it ran before, as it ran.</summary>
internal sealed class RevisionReturn(EcsRun run)
{
    /// <summary>Looks whether it can run again, and what is needed for it. Changes nothing.</summary>
    /// <exception cref="StevedoreException">An image is gone.</exception>
    public async Task<RollbackPlan> Plan(DeployTarget target, RunningService now, EarlierRevision to) =>
        RollbackPlan.Of(target, now, to, await new RevisionCheck(run.Registries, run.Warn, run.Cancellation).Look(target.Service, to));

    /// <summary>Ends what is under way, and waits until what ran before runs.</summary>
    public async Task<ServiceResult> Carry(RollbackPlan plan)
    {
        var service = plan.Target.Service;
        var stopped = plan.Now.CurrentDeployment is { } underWay ? await Stop(plan, underWay) : null;
        if (stopped?.IsDone == true && plan.Registration is null && stopped.After == plan.To.Definition.Name)
        {
            return stopped;
        }

        var now = stopped is null ? plan.Now : await ServiceReader.Read(run.Api(service), service);
        // Where ECS has not got back to it, it is what the service has already, and only started anew.
        var isRestart = plan.Registration is null && now.Definition.Arn == plan.To.Definition.Arn;
        var planned = new ServicePlan(
            plan.Target,
            now,
            isRestart ? ServiceStep.Restart : ServiceStep.Update,
            plan.Registration ?? [],
            ImmutableDictionary<string, DeployedImage>.Empty,
            []
        )
        {
            Replaces = true,
        };
        var update = run.Updating(service);
        var definition = plan.Registration is null ? plan.To.Definition : await update.Register(planned);
        var result = await update.Run(planned, definition) with { Before = plan.Now.Definition.Name };
        return result with { Images = plan.References };
    }

    // ECS goes back to what ran before by itself, and quicker than by another deployment.
    private async Task<ServiceResult?> Stop(RollbackPlan plan, string deployment)
    {
        var service = plan.Target.Service;
        // It goes back also where nobody waits for the answer.
        run.GoesOn(service);
        try
        {
            await run.Api(service).Stop(service, deployment);
        }
        catch (StevedoreException fault)
        {
            run.Warn($"{fault.What}: {fault.Why}. The rollback takes its place.");
            return null;
        }

        run.Tell($"{service.Name}: the deployment that was under way is stopped.");
        var result = await run.Updating(service).Return(plan.Target, plan.Now, deployment);
        return result with { Images = plan.References };
    }
}
