using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

/// <summary>A service deployment, which keeps its name while it is rolled back.</summary>
internal sealed class StubServiceDeployment(EcsStub stub, StubService service, StubRevision target, IReadOnlyList<StubRevision> sources)
{
    private readonly string id = stub.Names.ServiceDeployment();
    private readonly DateTimeOffset createdAt = stub.Now;
    private DateTimeOffset updatedAt = stub.Now;
    private DateTimeOffset? startedAt;
    private DateTimeOffset? stoppedAt;
    private DateTimeOffset? finishedAt;

    public string Arn => StubNames.Arn("ecs", $"service-deployment/{service.Cluster.Name}/{service.Name}/{id}");

    public DateTimeOffset CreatedAt => createdAt;

    public DateTimeOffset ListedFrom { get; } = stub.Now + stub.Faults.ServiceDeploymentHiddenFor;

    public StubRevision Target => target;

    public string Status { get; private set; } = "PENDING";

    public string? Reason { get; private set; }

    /// <summary>Null in a rolling deployment.</summary>
    public string? Stage { get; set; }

    public StubHook? Hook { get; set; }

    /// <summary>In percent, of what is new; null where no traffic is shifted.</summary>
    public double? ProductionWeight { get; set; }

    public double? TestWeight { get; set; }

    public JsonObject? Rollback { get; set; }

    public JsonObject? Breaker { get; set; }

    public JsonObject? Alarms { get; set; }

    public bool IsOver => finishedAt is not null || stoppedAt is not null;

    public void Become(string status, string? reason = null)
    {
        Status = status;
        Reason = reason ?? Reason;
        updatedAt = stub.Now;
        startedAt ??= status == "PENDING" ? null : stub.Now;
        stoppedAt ??= status == "STOPPED" ? stub.Now : null;
        finishedAt ??= status is "SUCCESSFUL" or "STOPPED" or "ROLLBACK_SUCCESSFUL" or "ROLLBACK_FAILED" ? stub.Now : null;
    }

    public JsonObject Brief() => Head().With("targetServiceRevisionArn", target.Arn).With("status", Status).With("statusReason", Reason);

    public JsonObject Json() =>
        Head()
            .With("stoppedAt", StubJson.Seconds(stoppedAt))
            .With("updatedAt", StubJson.Seconds(updatedAt))
            .With("sourceServiceRevisions", sources.Select(source => (JsonNode)Summary(source, isTarget: false)).AsJson())
            .With("targetServiceRevision", Summary(target, isTarget: true))
            .With("status", Status)
            .With("statusReason", Reason)
            .With("lifecycleStage", Stage)
            .With("lifecycleHookDetails", Hook is { } hook ? new JsonArray(hook.Json()) : null)
            .With("deploymentConfiguration", service.Members["deploymentConfiguration"]?.DeepClone())
            .With("rollback", Rollback?.DeepClone())
            .With("deploymentCircuitBreaker", Breaker?.DeepClone())
            .With("alarms", Alarms?.DeepClone());

    private JsonObject Head() =>
        new JsonObject
        {
            ["serviceDeploymentArn"] = Arn,
            ["serviceArn"] = service.Arn,
            ["clusterArn"] = service.Cluster.Arn,
            ["createdAt"] = StubJson.Seconds(createdAt),
        }
            .With("startedAt", StubJson.Seconds(startedAt))
            .With("finishedAt", StubJson.Seconds(finishedAt));

    private JsonObject Summary(StubRevision revision, bool isTarget) =>
        revision
            .Summary()
            .With("requestedTestTrafficWeight", Weight(TestWeight, isTarget))
            .With("requestedProductionTrafficWeight", Weight(ProductionWeight, isTarget));

    private static JsonNode? Weight(double? ofTarget, bool isTarget) =>
        ofTarget is { } weight ? JsonValue.Create(isTarget ? weight : 100 - weight) : null;
}
