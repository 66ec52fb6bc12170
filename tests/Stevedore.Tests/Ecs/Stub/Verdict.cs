namespace Stevedore.Tests.Ecs;

/// <summary>Why a deployment is not let go on.</summary>
/// <param name="RolloutReason">In <c>rolloutStateReason</c>.</param>
/// <param name="EventReason">In the event of the service.</param>
/// <param name="StatusReason">In the service deployment.</param>
internal sealed record Verdict(string RolloutReason, string EventReason, string StatusReason)
{
    public string? Alarm { get; private init; }

    public static Verdict Breaker { get; } =
        new(
            "ECS deployment circuit breaker: tasks failed to start.",
            "tasks failed to start",
            "Service deployment rolled back because the circuit breaker threshold was exceeded."
        );

    public static Verdict Requested { get; } =
        new("ECS deployment stopped by user request.", "stopped by user", "Service deployment rolled back because of a user request.");

    public static Verdict AlarmRaised(string alarm) =>
        new(
            "ECS deployment failed: alarm detected.",
            "alarm detected",
            $"Service deployment rolled back because of the CloudWatch alarm(s) {alarm} in ALARM state."
        )
        {
            Alarm = alarm,
        };

    public static Verdict HookTimedOut(string stage) =>
        new(
            $"ECS deployment failed: {stage} lifecycle hook(s) failed.",
            $"{stage} lifecycle hook(s) failed",
            $"Service deployment rolled back because {stage} lifecycle hook(s) failed. The hook timed out before it was continued."
        );
}
