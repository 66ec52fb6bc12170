using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

internal sealed class StubService
{
    private readonly EcsStub stub;
    private readonly List<JsonObject> events = [];
    private readonly DateTimeOffset createdAt;

    public StubService(EcsStub stub, StubCluster cluster, string name, StubDefinition definition, int desired)
    {
        (this.stub, Cluster, Name, Desired, createdAt) = (stub, cluster, name, desired, stub.Now);
        Rollout.Standing(stub, this, definition);
    }

    public StubCluster Cluster { get; }

    public string Name { get; }

    public string Arn => StubNames.Arn("ecs", $"service/{Cluster.Name}/{Name}");

    public int Desired { get; set; }

    public string Status { get; set; } = "ACTIVE";

    /// <summary>What happens after the next update; it is used up by it.</summary>
    public Script Next { get; set; } = Script.Success();

    /// <summary>What the service is described with besides: a controller, a configuration, load balancers.</summary>
    public JsonObject Members { get; } =
        new()
        {
            ["deploymentConfiguration"] = new JsonObject
            {
                ["deploymentCircuitBreaker"] = new JsonObject { ["enable"] = true, ["rollback"] = true },
                ["maximumPercent"] = 200,
                ["minimumHealthyPercent"] = 100,
            },
            ["deploymentController"] = new JsonObject { ["type"] = "ECS" },
            ["loadBalancers"] = new JsonArray(),
        };

    /// <summary>The newest first.</summary>
    public List<StubDeployment> Deployments { get; } = [];

    /// <summary>The newest first.</summary>
    public List<StubServiceDeployment> History { get; } = [];

    public List<StubRevision> Revisions { get; } = [];

    /// <summary>The last rollout, over or not.</summary>
    public Rollout? Current { get; set; }

    /// <summary>Whether a service deployment that is over is still the current one.</summary>
    public bool KeepsCurrent { get; set; } = true;

    /// <summary>Whether a rollback goes on with the deployment that completed, instead of a new one of the same revision.</summary>
    public bool ReusesDeployment { get; set; }

    /// <summary>Whether no tasks come up where ECS is asked to go back.</summary>
    public bool CannotGoBack { get; set; }

    /// <summary>Whether <c>failedTasks</c> tells of tasks that fail; ECS does not always.</summary>
    public bool CountsFailures { get; set; } = true;

    /// <summary>The ARN of its target group; null for none.</summary>
    public string? TargetGroup { get; private set; }

    public StubDeployment Primary => Deployments.Find(deployment => deployment.Status == "PRIMARY")!;

    public IEnumerable<StubTask> Tasks => stub.Tasks.Where(task => task.Service == this);

    public int Running => Tasks.Count(task => task.IsRunning);

    public int Pending => Tasks.Count(task => task.IsPending);

    /// <summary>What a task that runs says in its log.</summary>
    public string[] Greeting { get; set; } = [];

    /// <summary>Has deployed another task definition since, which is over.</summary>
    public StubService Ran(JsonObject definition) => Ran(stub.Definitions.Register(definition));

    public StubService Ran(StubDefinition definition)
    {
        Rollout.Standing(stub, this, definition);
        return this;
    }

    /// <summary>Puts a load balancer before it.</summary>
    public StubService Behind(string targetGroup, int port = 8080)
    {
        TargetGroup = StubNames.Arn("elasticloadbalancing", $"targetgroup/{targetGroup}/6d0ecf831eec9f09");
        Members["loadBalancers"] = new JsonArray(
            new JsonObject
            {
                ["targetGroupArn"] = TargetGroup,
                ["containerName"] = Primary.Definition.Containers.First().Text("name"),
                ["containerPort"] = port,
            }
        );
        foreach (var task in Tasks)
        {
            task.Target = TargetState.Healthy;
        }

        return this;
    }

    public void Event(string message) =>
        events.Insert(
            0,
            new JsonObject
            {
                ["id"] = stub.Names.Event(),
                ["createdAt"] = StubJson.Seconds(stub.Now),
                ["message"] = $"(service {Name}) {message}",
            }
        );

    /// <summary>Deploys a task definition, as an update does.</summary>
    public Rollout Deploy(StubDefinition definition)
    {
        var script = Next;
        Next = Script.Success();
        return Rollout.Begin(stub, this, definition, script);
    }

    public void Delete()
    {
        Current?.Abandon();
        Status = "DRAINING";
        Desired = 0;
        foreach (var task in Tasks.Where(task => task.DesiredStatus == "RUNNING").ToArray())
        {
            task.Stop("ServiceSchedulerInitiated", $"Scaling activity initiated by ({task.StartedBy})");
        }

        stub.After(15 * stub.Pace, () => Status = "INACTIVE");
    }

    public JsonObject Json()
    {
        var json = Members.DeepClone().AsObject();
        json["serviceArn"] = Arn;
        json["serviceName"] = Name;
        json["clusterArn"] = Cluster.Arn;
        json["status"] = Status;
        json["desiredCount"] = Desired;
        json["runningCount"] = Running;
        json["pendingCount"] = Pending;
        json["taskDefinition"] = Primary.Definition.Arn;
        json["deployments"] = Deployments.Select(deployment => (JsonNode)deployment.Json()).AsJson();
        json["events"] = events.Take(100).Select(one => one.DeepClone()).AsJson();
        json["createdAt"] = StubJson.Seconds(createdAt);
        json["schedulingStrategy"] = "REPLICA";
        json["launchType"] ??= "FARGATE";
        json["networkConfiguration"] ??= Network();
        return json.With("currentServiceDeployment", CurrentArn())
            .With("currentServiceRevisions", Revisions.Where(IsCurrent).Select(revision => (JsonNode)revision.Summary()).AsJson());
    }

    private string? CurrentArn() => History.FirstOrDefault() is { } last && (KeepsCurrent || !last.IsOver) ? last.Arn : null;

    private bool IsCurrent(StubRevision revision) => Deployments.Contains(revision.Deployment);

    private static JsonObject Network() =>
        new()
        {
            ["awsvpcConfiguration"] = new JsonObject
            {
                ["subnets"] = new JsonArray("subnet-0a1b2c3d"),
                ["securityGroups"] = new JsonArray("sg-0a1b2c3d"),
                ["assignPublicIp"] = "DISABLED",
            },
        };
}
