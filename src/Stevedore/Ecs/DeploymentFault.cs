using Stevedore.Ecs.Watching;

namespace Stevedore.Ecs;

/// <summary>What a deployment ends with that has not reached its end.</summary>
internal static class DeploymentFault
{
    /// <summary>Nothing, where every service runs what it was to run.</summary>
    /// <param name="isPauseMeant">Whether one that waits for a person counts as done.</param>
    /// <exception cref="StevedoreException">One does not.</exception>
    public static void ThrowIfAny(DeploymentResult result, bool isPauseMeant = false)
    {
        if (
            // The last that was begun: what failed before it went back because of it.
            result.Services.LastOrDefault(service => !service.IsDone && !(isPauseMeant && service.End == DeploymentEnd.Paused))
            is not { } failed
        )
        {
            return;
        }

        var (says, fix) = Words(failed, result.IsRollback);
        throw new StevedoreException(
            $"The {(result.IsRollback ? "rollback" : "deployment")} of service '{failed.Service}' in cluster '{failed.Cluster}' {says}",
            failed.Why,
            fix
        )
        {
            Details = Details(result),
        };
    }

    /// <summary>An error on the way, with what became of the services before it.</summary>
    public static StevedoreException Of(StevedoreException fault, DeploymentResult result) =>
        new(fault.What, fault.Why, fault.Fix, fault.InnerException) { Details = [.. fault.Details, .. Details(result)] };

    // Of one service alone the error itself says it.
    private static ImmutableArray<string> Details(DeploymentResult result) =>
        result.Services.Length + result.NotBegun.Length > 1 ? [.. result.Services.Select(Now), .. result.NotBegun] : [];

    private static (string Says, string Fix) Words(ServiceResult failed, bool isRollback)
    {
        var where = $"--cluster={failed.Cluster} --service={failed.Service}";
        return failed.End switch
        {
            DeploymentEnd.RolledBack => (
                "was rolled back by ECS",
                $"{failed.Before ?? "What ran before"} runs. The lines above say why tasks stopped; EcsLogs {where} has the logs of what runs."
                    + (isRollback ? $" Go back again with EcsRollback {where}, or further with --to=<commit|tag|revision>." : "")
            ),
            DeploymentEnd.Stuck => (
                "is stuck: ECS neither goes on nor back, since its circuit breaker may not roll back",
                $"Go back with EcsRollback {where}, and set deploymentCircuitBreaker.rollback of the service."
            ),
            DeploymentEnd.Paused => ("is paused", $"Go on with EcsContinue {where}, or back with EcsRollback {where}."),
            DeploymentEnd.Superseded => ("was superseded", $"EcsStatus {where} shows what runs."),
            DeploymentEnd.TimedOut => (
                "has not ended, and goes on",
                $"Look at EcsStatus {where} and EcsLogs {where}; wait longer with deploy.timeoutMinutes, or go back with EcsRollback {where}."
            ),
            _ => ("failed", $"Look at EcsStatus {where} and EcsLogs {where}."),
        };
    }

    private static string Now(ServiceResult service) =>
        $"{service.Cluster}/{service.Service}: {DeploymentRecord.Word(service.End)}; it runs {service.Runs ?? $"{service.Before} or {service.After}"}";
}
