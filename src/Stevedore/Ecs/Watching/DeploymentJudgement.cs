using Amazon.ECS.Model;

namespace Stevedore.Ecs.Watching;

/// <summary>Whether a deployment has ended, and how. Pure.</summary>
/// <remarks>
/// Newer services tell it by their service deployment, older ones by the deployments of the service alone. Only what both do not deny counts as deployed.
/// </remarks>
internal static class DeploymentJudgement
{
    /// <summary>Null while it goes on.</summary>
    public static DeploymentOutcome? Of(DeploymentSnapshot now, OwnDeployment own) =>
        now.Service switch
        {
            null or { Status: "INACTIVE" } => new(DeploymentEnd.Failed, "the service was deleted meanwhile"),
            { Status: "DRAINING" } => new(DeploymentEnd.Failed, "the service is being deleted"),
            _ => now.Deployment is { Status: not null } deployment ? OfDeployment(now, deployment, own) : OfService(now, own),
        };

    private static DeploymentOutcome? OfDeployment(DeploymentSnapshot now, ServiceDeployment deployment, OwnDeployment own) =>
        deployment.Status!.Value switch
        {
            "SUCCESSFUL" => Deployed(now, own, EndsEarly(deployment.DeploymentConfiguration)),
            "ROLLBACK_SUCCESSFUL" => new(DeploymentEnd.RolledBack, Reason(deployment)),
            "ROLLBACK_FAILED" => new(DeploymentEnd.Failed, $"{Reason(deployment)}, and going back failed as well"),
            "STOPPED" when IsOther(now, own) => Superseded(now),
            // The breaker has given up where it may not go back: the one way to say so, and the other.
            "STOPPED" when own.Failure is { } given => Stuck(given),
            "STOPPED" => new(DeploymentEnd.Failed, $"it was stopped{Because(deployment.StatusReason)}"),
            "IN_PROGRESS" when now.Pause(own) is { } pause => new(DeploymentEnd.Paused, Waits(deployment, pause)),
            "IN_PROGRESS" or "PENDING" when now.Own(own) is { RolloutState.Value: "FAILED" } failed && !IsOther(now, own) => Stuck(
                failed.RolloutStateReason
            ),
            _ => null,
        };

    private static DeploymentOutcome? OfService(DeploymentSnapshot now, OwnDeployment own)
    {
        if (now.Own(own) is { Status: "PRIMARY" } primary)
        {
            return primary.RolloutState?.Value switch
            {
                "FAILED" => Stuck(primary.RolloutStateReason),
                // Of other strategies only the service deployment tells how far the traffic is.
                "COMPLETED" when now.Service!.DeploymentConfiguration?.Strategy?.Value is null or "ROLLING" => Deployed(
                    now,
                    own,
                    EndsEarly(now.Service.DeploymentConfiguration)
                ),
                // Behind a Classic Load Balancer ECS does not say how far it is.
                null or "" when now.Service!.Deployments!.Count == 1 => Deployed(now, own, endsEarly: false),
                _ => null,
            };
        }

        if (now.Primary is not { } other || IsEarlier(other, own))
        {
            return null;
        }

        var goesBack = own.Before is null ? own.Failure is not null : other.TaskDefinition == own.Before;
        return !goesBack ? Superseded(now)
            : other.RolloutState?.Value == "IN_PROGRESS" ? null
            : new(DeploymentEnd.RolledBack, Said(own.Failure) ?? "what ran before runs again");
    }

    private static DeploymentOutcome? Deployed(DeploymentSnapshot now, OwnDeployment own, bool endsEarly)
    {
        if (IsOther(now, own))
        {
            return now.Primary is { } other && IsEarlier(other, own) ? null : Superseded(now);
        }

        // What ECS does not say is not so, and what it denies in one place is not so either. Of tasks that are wanted one at least has to run.
        return
            now.Primary is { RunningCount: { } running, DesiredCount: { } desired } primary
            && primary.RolloutState?.Value is null or "" or "COMPLETED"
            && desired >= 0
            && (running >= desired || (endsEarly && running > 0))
            ? new(DeploymentEnd.Deployed, Invariant($"{running} of {desired} running"))
            : null;
    }

    private static DeploymentOutcome Superseded(DeploymentSnapshot now) =>
        new(DeploymentEnd.Superseded, $"another deployment took its place, of {ServiceName.Last(Current(now) ?? "what is not known")}");

    private static bool IsOther(DeploymentSnapshot now, OwnDeployment own) =>
        own is { IsRestart: true, Id: { } id } && now.Primary is { Id: { } primary } ? primary != id : Current(now) != own.TaskDefinition;

    private static string? Current(DeploymentSnapshot now) => now.Primary?.TaskDefinition ?? now.Service?.TaskDefinition;

    // What was there before, of an answer that does not know the update yet.
    private static bool IsEarlier(Deployment other, OwnDeployment own) =>
        !own.IsSeen
        && other.Id != own.Id
        && (other.UpdatedAt ?? other.CreatedAt) is { } last
        && new DateTimeOffset(last.ToUniversalTime()) < own.Began;

    private static DeploymentOutcome Stuck(string? reason) => new(DeploymentEnd.Stuck, Said(reason) ?? "ECS has given it up");

    private static bool EndsEarly(DeploymentConfiguration? configuration) => configuration?.EarlySuccessCriteria?.Enable == true;

    private static string Reason(ServiceDeployment deployment)
    {
        var alarms = deployment.Alarms?.TriggeredAlarmNames is { Count: > 0 } names
            ? $"alarm {string.Join(", ", names.Select(name => OutsideText.Line(name)))}"
            : null;
        var breaker = deployment.DeploymentCircuitBreaker is { Status.Value: "TRIGGERED" } circuit
            ? Invariant($"the circuit breaker opened after {circuit.FailureCount ?? 0} failed tasks")
            : null;
        return alarms ?? breaker ?? Said(deployment.Rollback?.Reason) ?? Said(deployment.StatusReason) ?? "ECS went back";
    }

    private static string Waits(ServiceDeployment deployment, DeploymentLifecycleHookDetail pause) =>
        $"it waits for a person at {deployment.LifecycleStage?.Value ?? "a hook"}"
        + (
            pause.ExpiresAt is { } end
                ? Invariant(
                    $" until {end.ToUniversalTime():yyyy-MM-dd HH:mm} UTC, and then {(pause.TimeoutAction?.Value == "CONTINUE" ? "goes on" : "goes back")}"
                )
                : ""
        );

    private static string Because(string? reason) => Said(reason) is { } said ? $": {said}" : "";

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : OutsideText.Line(text).TrimEnd('.');
}
