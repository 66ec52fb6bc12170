using Amazon.ECS.Model;
using Stevedore.Ecs.TaskDefinitions;
using EcsTask = Amazon.ECS.Model.Task;
using TaskDefinition = Stevedore.Ecs.TaskDefinitions.TaskDefinition;

namespace Stevedore.Ecs.Watching;

/// <summary>A deployment that is waited for.</summary>
/// <param name="TaskDefinition">The ARN of what it brings.</param>
/// <param name="Before">The ARN of what ran before; null where that is not known.</param>
/// <param name="Id">Its id among the deployments of the service; null where that is not known.</param>
/// <param name="Began">When it was asked for; what ECS says of earlier times is not told.</param>
/// <param name="IsRestart">Whether it brings what ran before.</param>
internal sealed record OwnDeployment(string TaskDefinition, string? Before, string? Id, DateTimeOffset Began, bool IsRestart = false)
{
    /// <summary>The ids of events that ECS told of before; empty to go by the time alone.</summary>
    public ImmutableHashSet<string> Told { get; init; } = [];

    /// <summary>A hook that was told to go on, and may still be said to wait; null for none.</summary>
    public string? Continued { get; init; }

    /// <summary>Whether the service was seen with it: ECS may not tell of it everywhere at once.</summary>
    public bool IsSeen { get; init; }

    /// <summary>Why ECS has given it up, which it tells only for a while; null where it has not.</summary>
    public string? Failure { get; init; }

    /// <summary>With what a look at the service told of it.</summary>
    public OwnDeployment After(DeploymentSnapshot now) =>
        now.Own(this) is not { } own ? this
        : own.RolloutState?.Value != "FAILED" ? this with { IsSeen = true }
        : this with { IsSeen = true, Failure = own.RolloutStateReason ?? "" };
}

/// <summary>A service at one moment of a deployment.</summary>
/// <param name="Service">Null when it is gone.</param>
/// <param name="Deployment">The service deployment; null while ECS does not tell of it.</param>
/// <param name="Stopped">Tasks of this deployment that have stopped, oldest first.</param>
/// <param name="Targets">How load balancers find its tasks, a line each; empty without.</param>
internal sealed record DeploymentSnapshot(
    Service? Service,
    ServiceDeployment? Deployment,
    ImmutableArray<EcsTask> Stopped,
    ImmutableArray<string> Targets
)
{
    /// <summary>What the service is to run now.</summary>
    public Deployment? Primary => (Service?.Deployments ?? []).Find(deployment => deployment.Status == "PRIMARY");

    /// <summary>The deployment that is waited for, whether or not another has taken its place.</summary>
    public Deployment? Own(OwnDeployment own) =>
        (Service?.Deployments ?? []).Find(deployment => own.Id is not null && deployment.Id == own.Id)
        ?? (Service?.Deployments ?? []).Find(deployment => !own.IsRestart && deployment.TaskDefinition == own.TaskDefinition);

    /// <summary>The hook that waits for a person; null for none.</summary>
    public DeploymentLifecycleHookDetail? Pause(OwnDeployment own) =>
        Deployment is { Status.Value: "IN_PROGRESS" }
            ? (Deployment.LifecycleHookDetails ?? []).Find(hook => hook.Status?.Value == "AWAITING_ACTION" && hook.HookId != own.Continued)
            : null;
}
