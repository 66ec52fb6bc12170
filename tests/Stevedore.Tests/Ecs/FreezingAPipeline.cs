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
            "The pipeline 'shop' may deploy again: which of its stages deploys is not known. Keep it from that with "
                + "`aws codepipeline disable-stage-transition --pipeline-name shop --stage-name Deploy --transition-type Inbound --reason 'Rolled back service web' --region eu-central-1`.",
            new(new())
        );
    }

    [Fact]
    public void OfWhoseStagesSeveralMayDeploy()
    {
        Deploy("shop");
        given.Ecs.Pipeline("shop").Stage("Source", "Source").Stage("Build", "Build").Stage("Deploy", "Deploy");

        Says(
            "The pipeline 'shop' may deploy again: which of its stages deploys is not known. Keep it from that with "
                + "`aws codepipeline disable-stage-transition --pipeline-name shop --stage-name <stage> --transition-type Inbound --reason 'Rolled back service web' --region eu-central-1`"
                + ", <stage> being the one of Build, Deploy that deploys.",
            new(new())
        );
    }

    [Fact]
    public void ThatHasAnExecutionInTheStageAlready()
    {
        Deploy("shop", "Deploy");
        Pipeline().Execution("e-9", "2222222222222222222222222222222222222222", isInside: true);

        Ends("freeze-with-one-inside");
        Assert.Equal(
            [
                "Execution e-9 (22222222) of pipeline 'shop' is in its stage 'Deploy' already, and may deploy over the rollback. Stop it with "
                    + "`aws codepipeline stop-pipeline-execution --pipeline-name shop --pipeline-execution-id e-9 --abandon --region eu-central-1`.",
            ],
            given.Warnings
        );
    }

    [Fact]
    public void ThatIsGoneBackInByItself()
    {
        Deploy("shop", "Deploy");
        Pipeline().Execution("e-9", "2222222222222222222222222222222222222222", isInside: true);
        given.Variables["CODEBUILD_INITIATOR"] = "codepipeline/shop";
        given.Variables["PIPELINE_EXECUTION_ID"] = "e-9";

        Assert.Equal(0, given.RollBack());
        Assert.Empty(given.Warnings);
    }

    [Fact]
    public void ThatHasDeployedBeforeAHotfixByHand()
    {
        Deploy("shop", "Deploy");
        given.Ship("2222222222222222222222222222222222222222");
        Deploy();
        given.Ship("3333333333333333333333333333333333333333");
        Deploy();
        Pipeline();

        Assert.Equal(0, given.RollBack());
        Assert.Equal("web:3", given.Service.Primary.Definition.Name);
        Assert.Equal("Rolled back service web", given.Ecs.Pipelines["shop"].Stages[1].Frozen);
    }

    [Fact]
    public void WhoseStageOnlyAnEarlierRevisionNames()
    {
        Deploy("shop", "Deploy");
        given.Ship("2222222222222222222222222222222222222222");
        Deploy("shop");
        Pipeline();

        Assert.Equal(0, given.RollBack());
        Assert.Equal("Rolled back service web", given.Ecs.Pipelines["shop"].Stages[1].Frozen);
    }

    [Fact]
    public void WhoseDeploymentEcsHasGoneBackFrom()
    {
        given.Service.Next = Script.BreakerRollback();
        Deploy("shop", "Deploy", code: 1);
        Pipeline();

        Assert.Equal(0, given.RollBack());
        Assert.Equal("web:1", given.Service.Primary.Definition.Name);
        Assert.Equal("Rolled back service web", given.Ecs.Pipelines["shop"].Stages[1].Frozen);
    }

    [Fact]
    public void ThatSomebodyElseHasFrozen()
    {
        Deploy("shop", "Deploy");
        Pipeline().Stages[1].Freeze("PCI audit until Monday,\n ask \u001b[31mEve.", "arn:aws:iam::123456789012:user/eve", given.Ecs.Now);

        Says(
            $"The stage 'Deploy' of pipeline 'shop' is frozen already, by arn:aws:iam::123456789012:user/eve since {given.Ecs.Now:yyyy-MM-dd HH:mm} UTC: PCI audit until Monday, ask Eve.",
            new(new())
        );
        Assert.DoesNotContain(given.Lines, line => line.Contains("enable-stage-transition", StringComparison.Ordinal));
    }

    [Fact]
    public void WithoutTheStageThatIsNamed()
    {
        Deploy();
        Pipeline();

        Says(
            "The pipeline 'shop' may deploy again: it has no stage 'Deplyo'. Keep it from that with "
                + "`aws codepipeline disable-stage-transition --pipeline-name shop --stage-name Deploy --transition-type Inbound --reason 'Rolled back service web' --region eu-central-1`.",
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
                && line.EndsWith(
                    "`aws codepipeline disable-stage-transition --pipeline-name shop --stage-name Deploy --transition-type Inbound --reason 'Rolled back service web' --region eu-central-1` keeps it from that without another rollback.",
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
            "No execution of pipeline 'shop' comes into its stage 'Deploy' any more: the transition into it is disabled.",
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

    private void Deploy(string? pipeline = null, string? stage = null, int code = 0)
    {
        given.Variables["CODEBUILD_INITIATOR"] = pipeline is null ? null : $"codepipeline/{pipeline}";
        given.Variables["PIPELINE_STAGE"] = stage;
        Assert.Equal(code, given.Deploy());
        given.Variables.Clear();
        given.Lines.Clear();
        given.Warnings.Clear();
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
