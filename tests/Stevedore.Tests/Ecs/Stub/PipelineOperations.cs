using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

internal sealed class PipelineOperations(EcsStub stub)
{
    public JsonObject GetState(JsonObject input) => Known(input.Text("name")!).State();

    public JsonObject ListExecutions(JsonObject input)
    {
        var (page, next) = input.Page(Known(input.Text("pipelineName")!).Executions);
        return new JsonObject { ["pipelineExecutionSummaries"] = page.Select(one => (JsonNode)one.Summary()).AsJson() }.With(
            "nextToken",
            next
        );
    }

    public JsonObject GetExecution(JsonObject input)
    {
        var name = input.Text("pipelineName")!;
        var execution =
            Known(name).Executions.Find(known => known.Id == input.Text("pipelineExecutionId"))
            ?? throw new StubException("PipelineExecutionNotFoundException", "The pipeline execution was not found.");
        return new JsonObject { ["pipelineExecution"] = execution.Json(name) };
    }

    public JsonObject Disable(JsonObject input)
    {
        StageOf(input).Freeze(input.Text("reason")!, stub.Caller, stub.Now);
        return [];
    }

    public JsonObject Enable(JsonObject input)
    {
        StageOf(input).Thaw(stub.Caller, stub.Now);
        return [];
    }

    private StubStage StageOf(JsonObject input)
    {
        var (pipeline, stage) = (input.Text("pipelineName")!, input.Text("stageName")!);
        return Known(pipeline).Stages.Find(known => known.Name == stage)
            ?? throw new StubException("StageNotFoundException", $"Pipeline '{pipeline}' does not have a stage with name '{stage}'");
    }

    private StubPipeline Known(string name) =>
        stub.Pipelines.GetValueOrDefault(name)
        ?? throw new StubException("PipelineNotFoundException", $"Account '{EcsStub.Account}' does not have a pipeline with name '{name}'");
}
