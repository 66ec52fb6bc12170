using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

/// <summary>What a load balancer says of a task.</summary>
internal sealed record TargetState(string State, string? Reason = null, string? Description = null)
{
    public static TargetState Initial { get; } = new("initial", "Elb.RegistrationInProgress", "Target registration is in progress");

    public static TargetState Healthy { get; } = new("healthy");

    public static TargetState Draining { get; } =
        new("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress");

    public static TargetState Unhealthy { get; } =
        new("unhealthy", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [500]");

    public JsonObject Json() =>
        new JsonObject { [nameof(State)] = State }
            .With(nameof(Reason), Reason)
            .With(nameof(Description), Description);
}
