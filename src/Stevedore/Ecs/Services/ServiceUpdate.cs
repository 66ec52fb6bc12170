using Amazon.ECS.Model;
using Stevedore.Ecs.Plans;
using Stevedore.Ecs.TaskDefinitions;
using Stevedore.Ecs.Watching;
using TaskDefinition = Stevedore.Ecs.TaskDefinitions.TaskDefinition;

namespace Stevedore.Ecs.Services;

/// <summary>Gives a service what was planned for it, and waits.</summary>
internal sealed class ServiceUpdate(EcsApi ecs, TimeProvider clock, Action<string> tell, Action<string> warn, Action<ServiceName> goesOn)
{
    // The clock of ECS need not be this machine's.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    /// <summary>Registers what a service is to get.</summary>
    public async Task<TaskDefinition> Register(ServicePlan plan)
    {
        var registered = await ecs.Register(plan.Registration, plan.Target.Service, plan.Now.Definition);
        tell($"{plan.Target.Service.Name}: registered {registered.Name}.");
        return registered;
    }

    /// <summary>Updates the service and waits.</summary>
    /// <param name="definition">What it gets.</param>
    public async Task<ServiceResult> Run(ServicePlan plan, TaskDefinition definition)
    {
        var service = plan.Target.Service;
        var began = clock.GetUtcNow();
        if (plan.Step == ServiceStep.Wait)
        {
            tell($"{service.Name}: was given {definition.Name} already, which is waited for.");
            goesOn(service);
            var primary = Primary(plan.Now.Service);
            var since = primary?.CreatedAt is { } created ? new DateTimeOffset(created.ToUniversalTime()) : began - Skew;
            return await Settled(
                plan,
                await Follow(
                    plan,
                    definition,
                    new(definition.Arn, null, primary?.Id, since),
                    new HashSet<string>(),
                    plan.Now.CurrentDeployment
                )
            );
        }

        var known = await Known(service);
        await RefuseAnother(plan);
        goesOn(service);
        var isRestart = plan.Step == ServiceStep.Restart;
        var updated = await new UntilVisible(clock, ecs.Cancellation).Ask(() => ecs.Update(service, definition.Arn, isRestart));
        var given = (updated.Deployments ?? []).Find(deployment =>
            deployment.Status == "PRIMARY" && deployment.TaskDefinition == definition.Arn
        );
        // Times are those of ECS, where it tells them.
        var at = given?.CreatedAt is { } time ? new DateTimeOffset(time.ToUniversalTime()) : began - Skew;
        tell($"{service.Name}: {(isRestart ? "its tasks are replaced" : $"updated to {definition.Name}")}.");
        return await Follow(
            plan,
            definition,
            new(definition.Arn, isRestart ? null : plan.Now.Definition.Arn, given?.Id, at, isRestart) { Told = Told(plan.Now) },
            known
        );
    }

    /// <summary>Looks whether another deployment has begun since: what ran before this one, such as a migration, may have taken its time.</summary>
    /// <exception cref="StevedoreException">One has, and its place is not to be taken.</exception>
    public async System.Threading.Tasks.Task RefuseAnother(ServicePlan plan)
    {
        var service = plan.Target.Service;
        if (plan.Replaces || Primary(plan.Now.Service) is not { Id: { } planned })
        {
            return;
        }

        if (await ecs.FindService(service) is { } now && Primary(now) is { Id: { } id } primary && id != planned)
        {
            throw new StevedoreException(
                $"Cannot deploy to {service}",
                $"another deployment has begun meanwhile, of {ServiceName.Last(primary.TaskDefinition ?? "what is not known")}",
                "Look with EcsStatus what runs, and run again, with --replace to take its place."
            );
        }
    }

    private static Deployment? Primary(Service service) => (service.Deployments ?? []).Find(deployment => deployment.Status == "PRIMARY");

    /// <summary>Waits for a deployment that was told to go on.</summary>
    public async Task<ServiceResult> Resume(DeployTarget target, RunningService now, string deployment, string hook)
    {
        var plan = Waiting(target, now);
        return await Settled(
            plan,
            await Follow(plan, now.Definition, Own(now) with { Continued = hook }, new HashSet<string>(), deployment)
        );
    }

    /// <summary>Waits for a deployment that was told to go back; it is done when what ran before runs.</summary>
    public async Task<ServiceResult> Return(DeployTarget target, RunningService now, string deployment)
    {
        var result = await Follow(Waiting(target, now), now.Definition, Own(now), new HashSet<string>(), deployment);
        return
            await Ended(target.Service, result) is { } after
            && after.Definition.Arn != now.Definition.Arn
            && (result.End == DeploymentEnd.RolledBack || after.IsSteady)
            ? result with
            {
                End = DeploymentEnd.Deployed,
                Why = "ECS went back to it",
                Before = now.Definition.Name,
                After = after.Definition.Name,
            }
            : result;
    }

    // Whoever waits for what another command began does not know what ran before it: what runs after it is asked for.
    private async Task<ServiceResult> Settled(ServicePlan plan, ServiceResult result)
    {
        if (await Ended(plan.Target.Service, result) is not { } now)
        {
            return HasGone(result) ? result with { Before = null } : result;
        }

        return plan.GoesBack && now.Definition.Arn == plan.Now.Definition.Arn && (result.End == DeploymentEnd.RolledBack || now.IsSteady)
                ? result with
                {
                    End = DeploymentEnd.Deployed,
                    Why = "ECS went back to it",
                }
            : result.End == DeploymentEnd.RolledBack ? result with { Before = now.Definition.Name }
            : result;
    }

    private static bool HasGone(ServiceResult result) =>
        result.End is DeploymentEnd.RolledBack or DeploymentEnd.Superseded or DeploymentEnd.Failed;

    // What runs where a deployment has ended without success; null where it has not, or AWS does not say.
    private async Task<RunningService?> Ended(ServiceName service, ServiceResult result)
    {
        try
        {
            return HasGone(result) ? await ServiceReader.Read(ecs, service) : null;
        }
        catch (StevedoreException)
        {
            return null;
        }
    }

    private static ServicePlan Waiting(DeployTarget target, RunningService now) =>
        new(target, now, ServiceStep.Wait, [], ImmutableDictionary<string, DeployedImage>.Empty, []);

    private static OwnDeployment Own(RunningService now) =>
        new(
            now.Definition.Arn,
            null,
            now.UnderWay?.Id,
            now.UnderWay?.CreatedAt is { } created ? new DateTimeOffset(created.ToUniversalTime()) : DateTimeOffset.MinValue
        )
        {
            Told = Told(now),
        };

    private static ImmutableHashSet<string> Told(RunningService now) =>
        [.. (now.Service.Events ?? []).Select(happened => happened.Id).OfType<string>()];

    private async Task<ServiceResult> Follow(
        ServicePlan plan,
        TaskDefinition definition,
        OwnDeployment own,
        IReadOnlySet<string>? known,
        string? deployment = null
    )
    {
        var began = clock.GetUtcNow();
        var watch = new DeploymentWatch(ecs, clock, tell, warn, deployment);
        var outcome = await watch.Follow(plan.Target, definition, own, known);
        return new(plan.Target.Service.Cluster, plan.Target.Service.Name, outcome.End, outcome.Why)
        {
            Before = plan.Now.Definition.Name,
            After = definition.Name,
            Images = plan.Images.ToImmutableSortedDictionary(image => image.Key, image => image.Value.Reference, StringComparer.Ordinal),
            ServiceDeployment = watch.ServiceDeployment,
            Began = began,
            Ended = clock.GetUtcNow(),
        };
    }

    // Null where they may not be listed: then the service alone tells of its deployment.
    private async Task<IReadOnlySet<string>?> Known(ServiceName service)
    {
        try
        {
            return (await ecs.Deployments(service, 20))
                .Select(brief => brief.ServiceDeploymentArn)
                .OfType<string>()
                .ToHashSet(StringComparer.Ordinal);
        }
        catch (StevedoreException fault) when (Aws.AwsFaults.IsDenied(fault.InnerException))
        {
            warn($"{fault.What}: {fault.Why}. {fault.Fix} The deployment is followed by what the service says of it alone.");
            return null;
        }
    }
}
