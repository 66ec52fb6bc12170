using System.Text.Json.Nodes;
using Stevedore.Tests.AwsModels;
using Stevedore.Tests.Ecs;

namespace Stevedore.Tests.CodeBuild.Executions;

/// <summary>CodePipeline: its pipelines, in place of those of the stub.</summary>
internal sealed class PipelineWorld
{
    private readonly EcsStub stub;
    private readonly ModelledOperations modelled;

    public PipelineWorld(EcsStub stub)
    {
        this.stub = stub;
        modelled = new(stub);
        Add("ListPipelines", List);
        Add("GetPipelineState", input => Known(input, "name").State(), "name");
        Add("ListPipelineExecutions", ListExecutions, "pipelineName");
        Add("GetPipelineExecution", GetExecution, "pipelineName", "pipelineExecutionId");
        Add("ListActionExecutions", ListActions, "pipelineName");
        Add("RetryStageExecution", Retry, "pipelineName", "stageName", "pipelineExecutionId", "retryMode");
        Add("PutApprovalResult", Answer, "pipelineName", "stageName", "actionName", "result", "token");
        Add("StopPipelineExecution", Stop, "pipelineName", "pipelineExecutionId");
        Add("DisableStageTransition", Disable, "pipelineName", "stageName", "transitionType", "reason");
        Add("EnableStageTransition", Enable, "pipelineName", "stageName", "transitionType");
    }

    public List<ScriptedPipeline> Pipelines { get; } = [];

    /// <summary>What a page holds at most.</summary>
    public int MostOfAPage { get; set; } = 100;

    /// <summary>Whether there is always another page of actions.</summary>
    public bool HasEndlessPages { get; set; }

    /// <summary>Where it does not go by the model.</summary>
    public IReadOnlyCollection<string> Differences => modelled.Differences;

    public ScriptedPipeline Pipeline(string name)
    {
        ScriptedPipeline pipeline = new(stub, name);
        Pipelines.Add(pipeline);
        return pipeline;
    }

    private void Add(string operation, Func<JsonObject, JsonObject> answer, params string[] required) =>
        modelled.Add("codepipeline", operation, answer, required);

    private JsonObject List(JsonObject input)
    {
        var (page, next) = input.Page(Pipelines, MostOfAPage);
        return new JsonObject
        {
            ["pipelines"] = page.Select(one =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["name"] = one.Name,
                            ["version"] = 1,
                            ["pipelineType"] = "V2",
                            ["executionMode"] = one.Mode,
                        }
                )
                .AsJson(),
        }.With("nextToken", next);
    }

    private JsonObject ListExecutions(JsonObject input)
    {
        input["maxResults"] = Math.Min((int?)input["maxResults"] ?? 100, MostOfAPage);
        var (page, next) = input.Page(Known(input).Executions);
        return new JsonObject { ["pipelineExecutionSummaries"] = page.Select(one => (JsonNode)one.Listed()).AsJson() }.With(
            "nextToken",
            next
        );
    }

    private JsonObject GetExecution(JsonObject input) =>
        new() { ["pipelineExecution"] = Execution(input, input.Text("pipelineExecutionId")!).Json(input.Text("pipelineName")!) };

    private JsonObject ListActions(JsonObject input)
    {
        var execution = Execution(input, input["filter"]!.AsObject().Text("pipelineExecutionId")!);
        // Whatever is asked for at once.
        input["maxResults"] = Math.Min((int?)input["maxResults"] ?? 100, MostOfAPage);
        if (HasEndlessPages)
        {
            input.Remove("nextToken");
        }

        var (page, next) = input.Page((IReadOnlyList<ScriptedRun>)[.. execution.Runs.AsEnumerable().Reverse()]);
        return new JsonObject { ["actionExecutionDetails"] = page.Select(run => (JsonNode)run.Json(execution.Id)).AsJson() }.With(
            "nextToken",
            HasEndlessPages ? "page-0" : next
        );
    }

    private JsonObject Retry(JsonObject input)
    {
        Known(input).Retry(StageOf(input), input.Text("pipelineExecutionId")!, input.Text("retryMode") == "ALL_ACTIONS");
        return new() { ["pipelineExecutionId"] = input.Text("pipelineExecutionId") };
    }

    private JsonObject Answer(JsonObject input)
    {
        var result = input["result"]!.AsObject();
        Known(input)
            .Answer(StageOf(input), input.Text("actionName")!, input.Text("token")!, result.Text("status")!, result.Text("summary")!);
        return new() { ["approvedAt"] = StubJson.Seconds(stub.Now) };
    }

    private JsonObject Stop(JsonObject input)
    {
        var execution = Execution(input, input.Text("pipelineExecutionId")!);
        Known(input).Stop(execution, (bool?)input["abandon"] == true, input.Text("reason"));
        return new() { ["pipelineExecutionId"] = execution.Id };
    }

    private JsonObject Disable(JsonObject input)
    {
        StageOf(input).Freeze(input.Text("reason")!, stub.Caller, stub.Now);
        return [];
    }

    private JsonObject Enable(JsonObject input)
    {
        Known(input).Thaw(StageOf(input));
        return [];
    }

    private ScriptedExecution Execution(JsonObject input, string id) =>
        Known(input).Executions.Find(one => one.Id == id)
        ?? throw new StubException("PipelineExecutionNotFoundException", $"The pipeline execution {id} was not found.");

    private ScriptedStage StageOf(JsonObject input) =>
        Known(input).Stages.Find(stage => stage.Name == input.Text("stageName"))
        ?? throw new StubException("StageNotFoundException", "There is no such stage.");

    private ScriptedPipeline Known(JsonObject input, string member = "pipelineName") =>
        Pipelines.Find(one => one.Name == input.Text(member))
        ?? throw new StubException(
            "PipelineNotFoundException",
            $"Account '{EcsStub.Account}' does not have a pipeline with name '{input.Text(member)}'"
        );
}
