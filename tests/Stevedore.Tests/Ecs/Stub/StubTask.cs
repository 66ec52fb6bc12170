using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

internal sealed class StubTask
{
    private readonly EcsStub stub;
    private readonly StubCluster cluster;
    private readonly List<StubContainer> containers;
    private readonly DateTimeOffset createdAt;
    private DateTimeOffset? startedAt;
    private DateTimeOffset? stoppingAt;
    private DateTimeOffset? stoppedAt;
    private string? stopCode;
    private string? stoppedReason;

    public StubTask(EcsStub stub, StubCluster cluster, StubDefinition definition, StubRevision? revision = null)
    {
        (this.stub, this.cluster, Definition, createdAt, Id) = (stub, cluster, definition, stub.Now, stub.Names.Task());
        containers = [.. definition.Containers.Select(container => new StubContainer(stub, this, container, revision))];
        Address = $"10.0.0.{stub.Tasks.Count + 10}";
    }

    public string Id { get; }

    public string Arn => StubNames.Arn("ecs", $"task/{cluster.Name}/{Id}");

    public StubCluster Cluster => cluster;

    public StubDefinition Definition { get; }

    /// <summary>Null for one that was run by itself.</summary>
    public StubService? Service { get; init; }

    public string? StartedBy { get; set; }

    public string? Group { get; init; }

    public JsonObject? Overrides { get; init; }

    public JsonArray? Tags { get; init; }

    public string Address { get; }

    public string LastStatus { get; private set; } = "PROVISIONING";

    public string DesiredStatus { get; private set; } = "RUNNING";

    public string HealthStatus { get; set; } = "UNKNOWN";

    /// <summary>Null where no load balancer knows it.</summary>
    public TargetState? Target { get; set; }

    public bool IsRunning => LastStatus == "RUNNING";

    public bool IsPending => LastStatus is "PROVISIONING" or "PENDING" or "ACTIVATING";

    /// <summary>Whether its images were pulled.</summary>
    public bool IsPulled => startedAt is not null;

    public void Run()
    {
        LastStatus = "RUNNING";
        startedAt = stub.Now;
    }

    /// <summary>Stops it; its containers are killed unless a failure says what became of them.</summary>
    public void Stop(string code, string reason, TaskFailure? failure = null)
    {
        DesiredStatus = LastStatus = "STOPPED";
        (stopCode, stoppedReason) = (code, reason);
        (stoppingAt, stoppedAt) = (stub.Now, stub.Now);
        Target = null;
        foreach (var container in containers)
        {
            container.End(failure is null ? 143 : failure.ExitCode, failure?.ContainerReason);
        }
    }

    /// <summary>Writes to the log of its first container.</summary>
    public void Log(params IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            stub.Logs.Write(this, containers[0].Name, line);
        }
    }

    /// <summary>The group and the stream of a container's log; null where it has none.</summary>
    public (string Group, string Stream)? LogOf(string container) =>
        Definition.Containers.First(known => known.Text("name") == container)["logConfiguration"]?["options"]?.AsObject() is { } options
        && options.Text("awslogs-group") is { } group
            ? (group, $"{options.Text("awslogs-stream-prefix")}/{container}/{Id}")
            : null;

    public JsonObject Json() =>
        new JsonObject
        {
            ["taskArn"] = Arn,
            ["clusterArn"] = cluster.Arn,
            ["taskDefinitionArn"] = Definition.Arn,
            ["attachments"] = new JsonArray(),
            ["attributes"] = new JsonArray(),
            ["availabilityZone"] = $"{EcsStub.Region}a",
            ["containers"] = containers.Select(container => (JsonNode)container.Json()).AsJson(),
            ["cpu"] = Definition.Body.Text("cpu") ?? "256",
            ["memory"] = Definition.Body.Text("memory") ?? "512",
            ["createdAt"] = StubJson.Seconds(createdAt),
            ["desiredStatus"] = DesiredStatus,
            ["lastStatus"] = LastStatus,
            ["healthStatus"] = HealthStatus,
            ["group"] = Group,
            ["launchType"] = "FARGATE",
            ["platformVersion"] = "1.4.0",
            ["platformFamily"] = "Linux",
            ["overrides"] = Overrides?.DeepClone() ?? new JsonObject { ["containerOverrides"] = new JsonArray() },
            ["tags"] = Tags?.DeepClone() ?? new JsonArray(),
            ["version"] = 1,
        }
            .With("startedBy", StartedBy)
            .With("startedAt", StubJson.Seconds(startedAt))
            .With("stopCode", stopCode)
            .With("stoppedReason", stoppedReason)
            .With("stoppingAt", StubJson.Seconds(stoppingAt))
            .With("stoppedAt", StubJson.Seconds(stoppedAt));
}
