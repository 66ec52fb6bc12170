using System.Text.Json.Nodes;
using Stevedore.Tests.Ecs;
using Xunit;

namespace Stevedore.Tests.AwsModels;

public sealed class HoldingAStubAgainstTheModels
{
    private const string Codepipeline = "codepipeline";

    private readonly EcsStub stub = new(new ManualClock());
    private readonly ModelledOperations modelled;

    public HoldingAStubAgainstTheModels() => modelled = new(stub);

    [Theory]
    [InlineData("""{"pipelineName":"shop","stageStates":[],"created":1767323045.5}""")]
    [InlineData("""{"stagestates":[]}""", "GetPipelineState.stagestates: unknown")]
    [InlineData("""{"stageStates":[{"stage":"Build"}]}""", "GetPipelineState.stageStates[].stage: unknown")]
    [InlineData("""{"pipelineVersion":"1"}""", """GetPipelineState.pipelineVersion: "1" is no integer""")]
    [InlineData("""{"pipelineName":null}""", "GetPipelineState.pipelineName: null is no string")]
    [InlineData("""{"created":"2026-01-02T03:04:05Z"}""", """GetPipelineState.created: "2026-01-02T03:04:05Z" is no timestamp""")]
    [InlineData(
        """{"stageStates":[{"latestExecution":{"pipelineExecutionId":"e-1","status":"Done"}}]}""",
        "GetPipelineState.stageStates[].latestExecution.status: Done is no value of StageExecutionStatus"
    )]
    [InlineData(
        """{"stageStates":[{"latestExecution":{"status":"Failed"}}]}""",
        "GetPipelineState.stageStates[].latestExecution.pipelineExecutionId: missing"
    )]
    public void TellsWhatAnAnswerHasWrong(string answer, params string[] differences)
    {
        modelled.Add(Codepipeline, "GetPipelineState", _ => JsonNode.Parse(answer)!.AsObject(), "name");

        stub.Answer("GetPipelineState", new() { ["name"] = "shop" });

        Assert.Equal(differences, modelled.Differences);
    }

    [Fact]
    public void TakesTimesOfTheQueryProtocolAsTexts()
    {
        modelled.Add(
            "cloudformation",
            "DescribeStacks",
            _ =>
                new()
                {
                    ["Stacks"] = new JsonArray(
                        new JsonObject
                        {
                            ["StackName"] = "shop",
                            ["CreationTime"] = "2026-01-02T03:04:05.000Z",
                            ["StackStatus"] = "CREATE_COMPLETE",
                        }
                    ),
                }
        );

        stub.Answer("DescribeStacks", []);

        Assert.Empty(modelled.Differences);
    }

    [Fact]
    public void TellsWhatIsAskedAndNotModelled()
    {
        modelled.Add(Codepipeline, "ListPipelines", _ => [], []);

        stub.Answer("ListPipelines", new() { ["max"] = 1 });

        Assert.Equal(["ListPipelines(…).max: unknown"], modelled.Differences);
    }

    [Theory]
    [InlineData("PipelineNotFoundException")]
    [InlineData("StageNotFoundException", "GetPipelineState: StageNotFoundException is not modelled")]
    [InlineData("ValidationError", "GetPipelineState: ValidationError is not modelled")]
    public void TellsARefusalThatIsNotModelled(string code, params string[] differences)
    {
        modelled.Add(Codepipeline, "GetPipelineState", _ => throw new StubException(code, "No."), "name");

        Assert.Throws<StubException>(() => stub.Answer("GetPipelineState", new() { ["name"] = "shop" }));

        Assert.Equal(differences, modelled.Differences);
    }

    [Fact]
    public void TellsWhatIsNotDemanded()
    {
        modelled.Add(Codepipeline, "GetPipelineState", _ => []);

        Assert.Equal(["GetPipelineState(…).name: not demanded"], modelled.Differences);
    }
}
