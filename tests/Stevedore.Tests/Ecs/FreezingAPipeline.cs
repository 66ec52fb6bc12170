using Stevedore.Ecs;
using Xunit;

namespace Stevedore.Tests.Ecs;

/// <summary>After a rollback the pipeline deploys nothing again by itself.</summary>
public sealed class FreezingAPipeline : IDisposable
{
    private readonly DeployCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void ThatTheTaskDefinitionNames()
    {
        Deploy("shop", "Deploy");
        Pipeline().Execution("e-2", "4444444444444444444444444444444444444444");

        Ends("freeze");
        Assert.Equal("Rolled back service web", given.Ecs.Pipelines["shop"].Stages[1].Frozen);
    }

    [Fact]
    public void ThatIsNamed()
    {
        Deploy();
        Pipeline();

        Ends("freeze-as-named", new(new()) { Pipeline = "shop", Stage = "Deploy" });
        Assert.NotNull(given.Ecs.Pipelines["shop"].Stages[1].Frozen);
    }

    [Fact]
    public void WhoseStageIsNotKnown()
    {
        Deploy("shop");
        Pipeline();

        Says(
            "The pipeline 'shop' may deploy again: which of its stages deploys is not known. Name it with --stage (Source, Deploy).",
            new(new())
        );
    }

    [Fact]
    public void WithoutTheStageThatIsNamed()
    {
        Deploy();
        Pipeline();

        Says(
            "The pipeline 'shop' may deploy again: it has no stage 'Deplyo'. Name it with --stage (Source, Deploy).",
            new(new()) { Pipeline = "shop", Stage = "Deplyo" }
        );
    }

    [Fact]
    public void ThatIsNotThere()
    {
        Deploy("shop", "Deploy");

        Says("There is no pipeline 'shop' in eu-central-1: nothing was frozen.", new(new()));
    }

    [Fact]
    public void ThatIsFrozenAlready()
    {
        Deploy("shop", "Deploy");
        Pipeline();
        Assert.Equal(0, given.RollBack(new(new()) { To = "1" }));
        Assert.Equal(0, given.RollBack(new(new()) { To = "2" }));
        given.Lines.Clear();

        Says(
            "The stage 'Deploy' of pipeline 'shop' is frozen already. Thaw it with `aws codepipeline enable-stage-transition --pipeline-name shop --stage-name Deploy --transition-type Inbound --region eu-central-1`.",
            new(new()) { To = "1" }
        );
    }

    [Theory]
    [InlineData("GetPipelineState")]
    [InlineData("DisableStageTransition")]
    public void ThatMayNotBeFrozen(string operation)
    {
        Deploy("shop", "Deploy");
        Pipeline();
        given.Ecs.Faults.Deny(operation);

        Assert.Equal(0, given.RollBack());
        Assert.Equal("web:1", given.Service.Primary.Definition.Name);
        Assert.Contains(
            given.Lines,
            line =>
                line.StartsWith(
                    $"The pipeline 'shop' may deploy again: the role may not codepipeline:{operation} on ",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void WhoseExecutionsMayNotBeListed()
    {
        Deploy("shop", "Deploy");
        Pipeline();
        given.Ecs.Faults.Deny("ListPipelineExecutions");

        Assert.Equal(0, given.RollBack());
        Assert.NotNull(given.Ecs.Pipelines["shop"].Stages[1].Frozen);
        Assert.Contains(
            "Nothing is deployed by pipeline 'shop' any more: the transition into its stage 'Deploy' is disabled.",
            given.Lines
        );
        Assert.Contains(given.Lines, line => line.StartsWith("Thaw it with ", StringComparison.Ordinal));
    }

    [Fact]
    public void NotWhereThatIsNotWanted()
    {
        Deploy("shop", "Deploy");
        Pipeline();

        Assert.Equal(0, given.RollBack(new(new()) { Freezes = false }));
        Assert.Null(given.Ecs.Pipelines["shop"].Stages[1].Frozen);
        Assert.DoesNotContain(given.Ecs.Requests, request => request.Service == "codepipeline");
    }

    private StubPipeline Pipeline() =>
        given.Ecs.Pipeline("shop").Stage("Source", "Source").Stage("Deploy", "Deploy").Execution("e-1", DeployCase.Commit);

    private void Deploy(string? pipeline = null, string? stage = null)
    {
        given.Variables["CODEBUILD_INITIATOR"] = pipeline is null ? null : $"codepipeline/{pipeline}";
        given.Variables["PIPELINE_STAGE"] = stage;
        Assert.Equal(0, given.Deploy());
        given.Variables.Clear();
        given.Lines.Clear();
    }

    private void Says(string line, RollbackRequest request)
    {
        Assert.Equal(0, given.RollBack(request));
        Assert.Contains(line, given.Lines);
    }

    private void Ends(string name, RollbackRequest? request = null)
    {
        var code = given.RollBack(request);

        Golden.Equal($"{name}.txt", given.Transcript(code));
        Assert.Equal(0, code);
    }
}
