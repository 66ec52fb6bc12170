using System.Text.Json.Nodes;
using Stevedore.Ecs;
using Stevedore.Ecs.Services;
using Xunit;

namespace Stevedore.Tests.Ecs;

/// <summary>The stub of ECS goes through the states that ECS goes through.</summary>
public sealed class RunningTheStub
{
    private readonly ManualClock clock = new();
    private readonly EcsStub stub;
    private readonly StubService service;

    public RunningTheStub()
    {
        stub = new EcsStub(clock);
        service = stub.Cluster("shop").Service("web", StubDefinitions.Body("web", ("web", "shop/web:1")), desired: 2).Behind("web");
    }

    [Fact]
    public void StandsStill()
    {
        var described = Described();

        Assert.Equal(("ACTIVE", 2, 2, 0), State(described));
        Assert.Equal("PRIMARY web:1 COMPLETED 2/2", Deployments(described));
        Assert.Equal("(service web) has reached a steady state.", Events(described)[0]);
        Assert.Equal("SUCCESSFUL", Record().Text("status"));
    }

    [Fact]
    public void Succeeds()
    {
        Deploy("shop/web:2");

        Assert.Equal("PENDING", Record().Text("status"));
        Assert.Equal("PRIMARY web:2 IN_PROGRESS 0/2, ACTIVE web:1 COMPLETED 2/2", Deployments(Described()));
        Pass(25);
        Assert.Equal("PRIMARY web:2 IN_PROGRESS 2/2, ACTIVE web:1 COMPLETED 2/2", Deployments(Described()));
        Assert.Equal("IN_PROGRESS", Record().Text("status"));
        Pass(40);
        Assert.Equal("PRIMARY web:2 COMPLETED 2/2", Deployments(Described()));
        Assert.Equal("SUCCESSFUL", Record().Text("status"));
        Assert.Equal(2, Answer("ListTasks", "cluster", "shop", "desiredStatus", "STOPPED")["taskArns"]!.AsArray().Count);
        Assert.Equal(
            [
                "(service web) has started 2 tasks: (task 00000003c2f44d1e9b7a53f06e8d1a2b) (task 00000004c2f44d1e9b7a53f06e8d1a2b).",
                $"(service web) registered 2 targets in (target-group {service.TargetGroup})",
                "(service web) has begun draining connections on 2 tasks.",
                $"(service web) deregistered 2 targets in (target-group {service.TargetGroup})",
                "(service web) has stopped 2 running tasks: (task 00000001c2f44d1e9b7a53f06e8d1a2b) (task 00000002c2f44d1e9b7a53f06e8d1a2b).",
                "(service web) (deployment ecs-svc/9000000000000000002) deployment completed.",
                "(service web) has reached a steady state.",
            ],
            Events(Described())[..7].Reverse()
        );
    }

    [Fact]
    public void RollsBackByTheBreaker()
    {
        service.Next = Script.BreakerRollback();
        Deploy("shop/web:2");
        Pass(60);

        Assert.Equal("PRIMARY web:1 IN_PROGRESS 2/2, ACTIVE web:2 FAILED 0/0", Deployments(Described()));
        Assert.Equal("ROLLBACK_IN_PROGRESS", Record().Text("status"));
        Pass(60);
        Assert.Equal("PRIMARY web:1 COMPLETED 2/2", Deployments(Described()));
        var record = Record();
        Assert.Equal("ROLLBACK_SUCCESSFUL", record.Text("status"));
        Assert.Equal("Service deployment rolled back because the circuit breaker threshold was exceeded.", record.Text("statusReason"));
        Assert.Equal(3, (int)record["deploymentCircuitBreaker"]!["failureCount"]!);
        Assert.Contains(
            "(service web) (deployment ecs-svc/9000000000000000002) deployment failed: tasks failed to start.",
            Events(Described())
        );
        Assert.Contains("(service web) rolling back to deployment ecs-svc/9000000000000000003.", Events(Described()));
    }

    [Fact]
    public void RollsBackOnRequest()
    {
        Deploy("shop/web:2");
        Pass(30);
        var arn = Record().Text("serviceDeploymentArn")!;

        Answer("StopServiceDeployment", "serviceDeploymentArn", arn);
        Assert.Equal("ROLLBACK_REQUESTED", Record().Text("status"));
        Pass(300);
        Assert.Equal("ROLLBACK_SUCCESSFUL", Record().Text("status"));
        Assert.Equal("PRIMARY web:1 COMPLETED 2/2", Deployments(Described()));
        var error = Assert.Throws<StubException>(() => Answer("StopServiceDeployment", "serviceDeploymentArn", arn));
        Assert.Equal("ConflictException", error.Code);
    }

    [Fact]
    public void StaysStuckWithoutARollback()
    {
        service.Next = Script.BreakerWithoutRollback();
        Deploy("shop/web:2");
        Pass(3600);

        Assert.Equal("PRIMARY web:2 FAILED 0/2, ACTIVE web:1 COMPLETED 2/2", Deployments(Described()));
        Assert.Equal("STOPPED", Record().Text("status"));
    }

    [Fact]
    public void EndsEarly()
    {
        service.Next = Script.EarlySuccess();
        Deploy("shop/web:2");
        Pass(3600);

        Assert.Equal("PRIMARY web:2 COMPLETED 1/2", Deployments(Described()));
        Assert.Equal("SUCCESSFUL", Record().Text("status"));
    }

    [Fact]
    public void TellsWhyATaskStopped()
    {
        service.Next = Script.PullFailure(FailureEnding.Never);
        Deploy("shop/web:2");
        Pass(15);

        var arn = (string)Answer("ListTasks", "cluster", "shop", "serviceName", "web", "desiredStatus", "STOPPED")["taskArns"]![0]!;
        var task = stub.Answer("DescribeTasks", new() { ["cluster"] = "shop", ["tasks"] = new JsonArray(arn) })["tasks"]![0]!.AsObject();
        Assert.Equal("TaskFailedToStart", task.Text("stopCode"));
        Assert.StartsWith("CannotPullContainerError: ", task.Text("stoppedReason"), StringComparison.Ordinal);
        Assert.Null(task["containers"]![0]!["exitCode"]);
    }

    [Fact]
    public void StopsWhatIsSuperseded()
    {
        service.Next = Script.SlowSuccess();
        Deploy("shop/web:2");
        Pass(120);
        Deploy("shop/web:3");
        Pass(5);

        Assert.Equal("PRIMARY web:3 IN_PROGRESS 0/2, ACTIVE web:2 IN_PROGRESS 0/2, ACTIVE web:1 COMPLETED 2/2", Deployments(Described()));
        Pass(60);
        Assert.Equal("PRIMARY web:3 COMPLETED 2/2", Deployments(Described()));
        Assert.Equal(["SUCCESSFUL", "STOPPED", "SUCCESSFUL"], Statuses());
    }

    [Theory]
    [InlineData("CONTINUE", "SUCCESSFUL", "PRIMARY web:2 COMPLETED 2/2")]
    [InlineData("ROLLBACK", "ROLLBACK_SUCCESSFUL", "PRIMARY web:1 COMPLETED 2/2")]
    public void WaitsForSomebodyToGoOn(string action, string status, string deployments)
    {
        service.Next = Script.PausedHook();
        Deploy("shop/web:2");
        Pass(24 * 3600);
        var paused = Record();

        Assert.Equal("POST_TEST_TRAFFIC_SHIFT", paused.Text("lifecycleStage"));
        Assert.Equal("AWAITING_ACTION", (string?)paused["lifecycleHookDetails"]![0]!["status"]);
        Assert.Equal(0, (double)paused["targetServiceRevision"]!["requestedProductionTrafficWeight"]!);
        var hook = (string)paused["lifecycleHookDetails"]![0]!["hookId"]!;
        Answer("ContinueServiceDeployment", "serviceDeploymentArn", paused.Text("serviceDeploymentArn")!, "hookId", hook, "action", action);
        Pass(400);
        Assert.Equal(status, Record().Text("status"));
        Assert.Equal(deployments, Deployments(Described()));
    }

    [Fact]
    public void ShiftsTrafficStepByStep()
    {
        service.Next = Script.Canary(10);
        Deploy("shop/web:2");
        Pass(60);

        Assert.Equal("PRODUCTION_TRAFFIC_SHIFT", Record().Text("lifecycleStage"));
        Assert.Equal(10, (double)Record()["targetServiceRevision"]!["requestedProductionTrafficWeight"]!);
        Assert.Equal(90, (double)Record()["sourceServiceRevisions"]![0]!["requestedProductionTrafficWeight"]!);
        Pass(150);
        Assert.Equal("BAKE_TIME", Record().Text("lifecycleStage"));
        Assert.Equal(100, (double)Record()["targetServiceRevision"]!["requestedProductionTrafficWeight"]!);
    }

    [Fact]
    public void KeepsWhatNobodyKnows()
    {
        var body = StubDefinitions.Body("web", ("web", "shop/web:2"));
        body["somethingNew"] = new JsonObject { ["deep"] = new JsonArray(1, "two") };

        stub.Answer("RegisterTaskDefinition", body);
        var answer = Answer("DescribeTaskDefinition", "taskDefinition", "web")["taskDefinition"]!.AsObject();
        string[] added =
        [
            "taskDefinitionArn",
            "revision",
            "status",
            "requiresAttributes",
            "compatibilities",
            "registeredAt",
            "registeredBy",
        ];
        Assert.Equal(added, answer.Select(member => member.Key).Except(body.Select(member => member.Key)));
        Array.ForEach(added, member => answer.Remove(member));
        Assert.Equal(body.ToJsonString(), answer.ToJsonString());
    }

    [Fact]
    public void RemembersWhatRanAndWhatItsTagsNamed()
    {
        stub.Resolve("shop/web:2", "sha256:" + new string('a', 64));
        service.Ran(StubDefinitions.Body("web", ("web", "shop/web:2")));
        var revision = service.Revisions[^1].Arn;
        stub.Resolve("shop/web:2", "sha256:" + new string('b', 64));

        Assert.Equal(["SUCCESSFUL", "SUCCESSFUL"], Statuses());
        Assert.Equal("PRIMARY web:2 COMPLETED 2/2", Deployments(Described()));
        var answer = stub.Answer("DescribeServiceRevisions", new() { ["serviceRevisionArns"] = new JsonArray(revision) });
        Assert.Equal("sha256:" + new string('a', 64), (string?)answer["serviceRevisions"]![0]!["containerImages"]![0]!["imageDigest"]);
    }

    [Fact]
    public void RunsATaskOnceForAToken()
    {
        stub.NextTask = OneOffTask.Exits(3, seconds: 20, "No table.");
        var first = Answer("RunTask", "cluster", "shop", "taskDefinition", "web", "clientToken", "once");
        var again = Answer("RunTask", "cluster", "shop", "taskDefinition", "web", "clientToken", "once");
        var arn = (string)first["tasks"]![0]!["taskArn"]!;

        Assert.Equal(arn, (string?)again["tasks"]![0]!["taskArn"]);
        Pass(31);
        var task = stub.Answer("DescribeTasks", new() { ["cluster"] = "shop", ["tasks"] = new JsonArray(arn) })["tasks"]![0]!;
        Assert.Equal(("STOPPED", 3), ((string?)task["lastStatus"], (int)task["containers"]![0]!["exitCode"]!));
        var log = Answer("GetLogEvents", "logGroupName", "/ecs/web", "logStreamName", $"ecs/web/{StubNames.Last(arn)}");
        Assert.Equal("No table.", (string?)log["events"]![0]!["message"]);
    }

    [Fact]
    public void FreezesAStage()
    {
        stub.Pipeline("shop").Stage("Source", "Source").Stage("Deploy", "Deploy").Execution("e-1", "0123456789abcdef");
        Answer(
            "DisableStageTransition",
            "pipelineName",
            "shop",
            "stageName",
            "Deploy",
            "transitionType",
            "Inbound",
            "reason",
            "Rolled back."
        );

        var stage = Answer("GetPipelineState", "name", "shop")["stageStates"]![1]!;
        Assert.Equal("Rolled back.", (string?)stage["inboundTransitionState"]!["disabledReason"]);
        Assert.Equal("e-1", (string?)stage["inboundExecutions"]![0]!["pipelineExecutionId"]);
        Answer("EnableStageTransition", "pipelineName", "shop", "stageName", "Deploy", "transitionType", "Inbound");
        Assert.True((bool)Answer("GetPipelineState", "name", "shop")["stageStates"]![1]!["inboundTransitionState"]!["enabled"]!);
    }

    [Fact]
    public void GoesWrongByPlan()
    {
        stub.Faults.Throttle("DescribeServices", 1);
        stub.Faults.Deny("RegisterTaskDefinition", "iam:PassRole", "arn:aws:iam::123456789012:role/web-task");
        stub.Faults.LoseConnectionAt(4, isDone: true);
        stub.Faults.ExpireCredentialsFrom(5);

        Assert.Equal("ThrottlingException", Assert.Throws<StubException>(Described).Code);
        Assert.Equal("ACTIVE", Described().Text("status"));
        Assert.Equal(
            "User: arn:aws:sts::123456789012:assumed-role/deployer/session is not authorized to perform: iam:PassRole on resource: "
                + "arn:aws:iam::123456789012:role/web-task because no identity-based policy allows the iam:PassRole action",
            Assert.Throws<StubException>(() => Register("shop/web:2")).Message
        );
        Assert.Throws<ConnectionLostException>(() =>
            Answer("UpdateService", "cluster", "shop", "service", "web", "taskDefinition", "web:1")
        );
        Assert.Equal("ExpiredTokenException", Assert.Throws<StubException>(Described).Code);
    }

    [Fact]
    public void HidesWhatIsNew()
    {
        stub.Faults.RevisionHiddenForCalls = 1;
        stub.Faults.ServiceDeploymentHiddenFor = TimeSpan.FromSeconds(3);
        Register("shop/web:2");

        Assert.Equal(
            "Unable to describe task definition.",
            Assert.Throws<StubException>(() => Answer("DescribeTaskDefinition", "taskDefinition", "web:2")).Message
        );
        Answer("UpdateService", "cluster", "shop", "service", "web", "taskDefinition", "web:2");
        Assert.Equal(["SUCCESSFUL"], Statuses());
        Pass(3);
        Assert.Equal(["IN_PROGRESS", "SUCCESSFUL"], Statuses());
    }

    private void Pass(double seconds) => clock.Advance(TimeSpan.FromSeconds(seconds));

    private void Deploy(string image) =>
        Answer(
            "UpdateService",
            "cluster",
            "shop",
            "service",
            "web",
            "taskDefinition",
            (string)Register(image)["taskDefinition"]!["taskDefinitionArn"]!
        );

    private JsonObject Register(string image) => stub.Answer("RegisterTaskDefinition", StubDefinitions.Body("web", ("web", image)));

    private JsonObject Described() =>
        stub.Answer("DescribeServices", new() { ["cluster"] = "shop", ["services"] = new JsonArray("web") })["services"]![0]!.AsObject();

    private JsonObject Record() =>
        stub.Answer(
            "DescribeServiceDeployments",
            new() { ["serviceDeploymentArns"] = new JsonArray(Described().Text("currentServiceDeployment")) }
        )["serviceDeployments"]![0]!.AsObject();

    private string[] Statuses() =>
        [
            .. Answer("ListServiceDeployments", "cluster", "shop", "service", "web")["serviceDeployments"]!
                .AsArray()
                .Select(one => one!.AsObject().Text("status")!),
        ];

    private JsonObject Answer(string operation, params string[] members)
    {
        var input = new JsonObject();
        foreach (var pair in members.Chunk(2))
        {
            input[pair[0]] = pair[1];
        }

        return stub.Answer(operation, input);
    }

    private static (string?, int, int, int) State(JsonObject described) =>
        (described.Text("status"), (int)described["desiredCount"]!, (int)described["runningCount"]!, (int)described["pendingCount"]!);

    private static string Deployments(JsonObject described) =>
        string.Join(
            ", ",
            described["deployments"]!
                .AsArray()
                .Select(one =>
                    $"{one!["status"]} {StubNames.Last((string)one["taskDefinition"]!)} {one["rolloutState"]} {one["runningCount"]}/{one["desiredCount"]}"
                )
        );

    private static string[] Events(JsonObject described) => [.. described["events"]!.AsArray().Select(one => (string)one!["message"]!)];
}
