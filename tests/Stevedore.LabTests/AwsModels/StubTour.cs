using System.Text.Json.Nodes;
using CompatGenerate.Models;
using Stevedore.Tests.AwsModels;
using Stevedore.Tests.CodeBuild;
using Stevedore.Tests.Ecs;

namespace Stevedore.LabTests.AwsModels;

/// <summary>Calls the stub and holds what it answers against the models.</summary>
internal sealed class StubTour
{
    private readonly Func<string, ServiceModel> model;
    private readonly Dictionary<string, ServiceModel> models = [];
    private readonly ManualClock clock = new();
    private readonly StubService service;

    public StubTour(Func<string, ServiceModel> model)
    {
        this.model = model;
        Stub = new EcsStub(clock);
        service = Stub.Cluster("shop").Service("web", StubDefinitions.Body("web", ("web", "shop/web:1")), desired: 2).Behind("web");
        Stub.Pipeline("shop").Stage("Source", "Source").Stage("Deploy", "Deploy").Execution("e-1", "0123456789abcdef");
    }

    public EcsStub Stub { get; }

    public List<string> Differences { get; } = [];

    public HashSet<string> Visited { get; } = [];

    public void VisitAll()
    {
        Follow(Script.PausedHook());
        Continue();
        Ask("StopServiceDeployment", new() { ["serviceDeploymentArn"] = service.Deploy(service.Primary.Definition).Record.Arn });
        Ask("DescribeClusters", new() { ["clusters"] = new JsonArray("shop", "none") });
        Ask("ListTaskDefinitions", new() { ["familyPrefix"] = "web", ["sort"] = "DESC" });
        Ask("DescribeTaskDefinition", new() { ["taskDefinition"] = "web", ["include"] = new JsonArray("TAGS") });
        Ask("DeregisterTaskDefinition", new() { ["taskDefinition"] = "web:1" });
        Ask(
            "TagResource",
            new() { ["resourceArn"] = service.Arn, ["tags"] = new JsonArray(new JsonObject { ["key"] = "a", ["value"] = "b" }) }
        );
        RunTask();
        ReadLogs();
        VisitPipeline();
        FollowBuild(BuildScript.FailingPhase());
        Ask("GetCallerIdentity", []);
        Ask("AssumeRole", new() { ["RoleArn"] = "arn:aws:iam::210987654321:role/deploy", ["RoleSessionName"] = "session" });
    }

    public void Follow(Script script)
    {
        service.Next = script;
        var body = StubDefinitions.Body("web", ("web", "shop/web:2"));
        body["tags"] = new JsonArray(new JsonObject { ["key"] = "commit", ["value"] = "0123456" });
        var arn = (string)Ask("RegisterTaskDefinition", body)["taskDefinition"]!["taskDefinitionArn"]!;
        Ask("UpdateService", Here("service", "web").With("taskDefinition", arn));
        for (var look = 0; look < 25; look++)
        {
            Look();
            clock.Advance(TimeSpan.FromSeconds(19));
        }
    }

    public void FollowBuild(BuildScript script)
    {
        Stub.Builds.Project("shop");
        Stub.Builds.Next = script;
        Ask("BatchGetProjects", new() { ["names"] = new JsonArray("shop", "none") });
        var id = (string)Ask("StartBuild", new() { ["projectName"] = "shop", ["sourceVersion"] = "refs/heads/main" })["build"]!["id"]!;
        for (var look = 0; look < 12; look++)
        {
            Ask("BatchGetBuilds", new() { ["ids"] = new JsonArray(id, "shop:none") });
            clock.Advance(TimeSpan.FromSeconds(5));
        }

        Stub.Builds.NextBatch = [new("amd64", BuildScript.Endless()), new("merge", BuildScript.Success(), "amd64")];
        var batch = (string)Ask("StartBuildBatch", new() { ["projectName"] = "shop" })["buildBatch"]!["id"]!;
        Ask("BatchGetBuildBatches", new() { ["ids"] = new JsonArray(batch, "shop:none") });
        Ask("StopBuildBatch", new() { ["id"] = batch });
        Ask("StopBuild", new() { ["id"] = id });
        clock.Advance(TimeSpan.FromSeconds(10));
        Ask("BatchGetBuilds", new() { ["ids"] = new JsonArray(id) });
    }

    public void BeRefused()
    {
        Refuse("StartBuild", new() { ["projectName"] = "none" });
        Refuse("StopBuild", new() { ["id"] = "none" });
        Refuse("StartBuildBatch", new() { ["projectName"] = "none" });
        Refuse("StopBuildBatch", new() { ["id"] = "none" });
        Stub.Builds.Project("pipelined", "CODEPIPELINE", location: null);
        Refuse("StartBuild", new() { ["projectName"] = "pipelined" });

        Refuse("DescribeServices", new() { ["cluster"] = "none", ["services"] = new JsonArray("web") });
        Refuse("UpdateService", Here("service", "none"));
        Refuse("UpdateService", Here("service", "web").With("taskDefinition", "none"));
        Refuse("DescribeTaskDefinition", new() { ["taskDefinition"] = "none" });
        Refuse("ListServiceDeployments", Here("service", "none"));
        Refuse("StopServiceDeployment", new() { ["serviceDeploymentArn"] = "none" });
        Refuse("StopServiceDeployment", new() { ["serviceDeploymentArn"] = service.History[0].Arn });
        Refuse("ContinueServiceDeployment", new() { ["serviceDeploymentArn"] = service.History[0].Arn, ["hookId"] = "none" });
        Refuse("RunTask", Here("taskDefinition", "none"));
        Refuse("StopTask", Here("task", "none"));
        Refuse("GetLogEvents", new() { ["logGroupName"] = "none", ["logStreamName"] = "none" });
        Refuse("GetPipelineState", new() { ["name"] = "none" });
        Refuse("EnableStageTransition", Transition("none"));
        Refuse("DescribeTargetHealth", new() { ["TargetGroupArn"] = "none" });
    }

    private void Look()
    {
        var described = Ask(
            "DescribeServices",
            new()
            {
                ["cluster"] = "shop",
                ["services"] = new JsonArray("web", "none"),
                ["include"] = new JsonArray("TAGS"),
            }
        );
        var revisions = described["services"]![0]!["currentServiceRevisions"]!.AsArray().Select(revision => revision!["arn"]!.DeepClone());
        Ask("DescribeServiceRevisions", new() { ["serviceRevisionArns"] = revisions.AsJson() });
        var listed = Ask("ListServiceDeployments", Here("service", "web"))["serviceDeployments"]!.AsArray();
        var arns = listed.Select(one => one!["serviceDeploymentArn"]!.DeepClone());
        Ask("DescribeServiceDeployments", new() { ["serviceDeploymentArns"] = arns.AsJson() });
        foreach (var state in new[] { "RUNNING", "STOPPED" })
        {
            var tasks = Ask("ListTasks", Here("serviceName", "web").With("desiredStatus", state))["taskArns"]!.AsArray();
            if (tasks.Count > 0)
            {
                Ask("DescribeTasks", Here("tasks", tasks.DeepClone()).With("include", new JsonArray("TAGS")));
            }
        }

        Ask("DescribeTargetHealth", new() { ["TargetGroupArn"] = service.TargetGroup });
    }

    private void Continue()
    {
        var record = service.History[0];
        var input = new JsonObject
        {
            ["serviceDeploymentArn"] = record.Arn,
            ["hookId"] = record.Hook!.Id,
            ["action"] = "CONTINUE",
        };
        Ask("ContinueServiceDeployment", input);
        clock.Advance(TimeSpan.FromMinutes(10));
    }

    private void RunTask()
    {
        Stub.NextTask = OneOffTask.Refused(
            "Capacity is unavailable at this time. Please try again later or in a different availability zone"
        );
        Ask("RunTask", Here("taskDefinition", "web"));
        Stub.NextTask = OneOffTask.Runs();
        var task = Ask("RunTask", Here("taskDefinition", "web").With("clientToken", "once"))["tasks"]![0]!["taskArn"]!.DeepClone();
        Ask("StopTask", Here("task", task));
    }

    private void ReadLogs()
    {
        Stub.Logs.Write("/ecs/web", "ecs/web/1", "Started.");
        Ask(
            "GetLogEvents",
            new()
            {
                ["logGroupName"] = "/ecs/web",
                ["logStreamName"] = "ecs/web/1",
                ["startFromHead"] = true,
            }
        );
        Ask("FilterLogEvents", new() { ["logGroupName"] = "/ecs/web" });
    }

    private void VisitPipeline()
    {
        Ask("GetPipelineState", new() { ["name"] = "shop" });
        Ask("DisableStageTransition", Transition("Deploy").With("reason", "Rolled back."));
        Ask("GetPipelineState", new() { ["name"] = "shop" });
        Ask("EnableStageTransition", Transition("Deploy"));
        Ask("ListPipelineExecutions", new() { ["pipelineName"] = "shop" });
        Ask("GetPipelineExecution", new() { ["pipelineName"] = "shop", ["pipelineExecutionId"] = "e-1" });
    }

    private static JsonObject Transition(string stage) =>
        new()
        {
            ["pipelineName"] = "shop",
            ["stageName"] = stage,
            ["transitionType"] = "Inbound",
        };

    private static JsonObject Here(string name, JsonNode value) => new() { ["cluster"] = "shop", [name] = value };

    private JsonObject Ask(string operation, JsonObject input)
    {
        Visited.Add(operation);
        var modelled = Modelled(operation);
        Differences.AddRange(AnswerCheck.Differences($"{operation}(…)", input, modelled.Input!));
        var answer = Stub.Answer(operation, input);
        Differences.AddRange(AnswerCheck.OfAnswer(modelled, answer));
        return answer;
    }

    private void Refuse(string operation, JsonObject input)
    {
        try
        {
            Stub.Answer(operation, input);
            Differences.Add($"{operation}: was not refused");
        }
        catch (StubException error)
        {
            Differences.AddRange(AnswerCheck.OfError(Modelled(operation), error.Code));
        }
    }

    private Operation Modelled(string operation)
    {
        var name = Stub.Operations[operation].Service;
        return (models.TryGetValue(name, out var known) ? known : models[name] = model(name)).Operation(operation);
    }
}
