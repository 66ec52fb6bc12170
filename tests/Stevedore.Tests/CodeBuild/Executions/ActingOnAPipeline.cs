using Stevedore.Tests.Ecs;
using Xunit;

namespace Stevedore.Tests.CodeBuild.Executions;

public sealed class ActingOnAPipeline : IDisposable
{
    private readonly PipelineCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void ByRetryingWhatHasFailed()
    {
        Failed();

        Ends("retry", 0, "--retry");
        Assert.Equal("FAILED_ACTIONS", (string?)Assert.Single(given.Calls("RetryStageExecution")).Body["retryMode"]);
    }

    [Fact]
    public void ByRetryingAllOfAStageAndWatchingIt()
    {
        Failed();
        given.Meanwhile(120, () => Answer("Approved"));

        Ends("retry-all-watched", 0, "--retry=all", "--watch");
        Assert.Equal("ALL_ACTIONS", (string?)Assert.Single(given.Calls("RetryStageExecution")).Body["retryMode"]);
    }

    [Fact]
    public void ByRetryingOnceThoughTheConnectionIsLost()
    {
        given.RetriesOfTheSdk = 2;
        Failed();
        given.Aws.Faults.Before("RetryStageExecution", () => given.Aws.Faults.LoseConnectionAt(given.Aws.Requests.Length, isDone: true));

        Assert.Equal(0, given.Run("--pipeline=shop", "--retry"));
        Assert.Contains($"The failed actions of the stage Build of execution {PipelineCase.First} run again.", given.Lines);
        Assert.Equal(2, given.Shop.Executions[0].Runs.Count(run => run.Stage == "Build"));
    }

    /// <summary>What was retried may have ended before it is asked again.</summary>
    [Fact]
    public void ByRetryingOnceThoughItHasEndedWhenTheConnectionIsBack()
    {
        Failed();
        given.Aws.Faults.Before("RetryStageExecution", () => given.Aws.Faults.LoseConnectionAt(given.Aws.Requests.Length, isDone: true));
        given.Aws.Faults.Before("RetryStageExecution", () => given.Shop["Build"].Status = "Succeeded", call: 2);

        Assert.Equal(0, given.Run("--pipeline=shop", "--retry"));
    }

    [Fact]
    public void ByStoppingOnceThoughTheConnectionIsLost()
    {
        given.RetriesOfTheSdk = 2;
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(20);
        given.Aws.Faults.Before("StopPipelineExecution", () => given.Aws.Faults.LoseConnectionAt(given.Aws.Requests.Length, isDone: true));
        given.Aws.Faults.Before("StopPipelineExecution", () => given.Shop.Executions[0].Status = "Stopped", call: 2);

        Assert.Equal(0, given.Run("--pipeline=shop", "--stop", "--abandon", "--yes"));
        Assert.Contains(
            given.Lines,
            line => line.EndsWith("is being stopped: what is under way in it is abandoned.", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void ByStoppingWhatRunsBehindManyThatHaveEnded()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(20);
        given.World.MostOfAPage = 1;
        for (var number = 0; number < 8; number++)
        {
            given.Shop.Start($"e000000{number}-9999-4000-8000-00000000000{number}", PipelineCase.Other);
            given.Shop.Executions[0].Status = "Succeeded";
        }

        Assert.Equal(0, given.Run("--pipeline=shop", "--stop", "--yes"));
        Assert.Equal(PipelineCase.First, (string?)Assert.Single(given.Calls("StopPipelineExecution")).Body["pipelineExecutionId"]);
    }

    [Theory]
    [InlineData("--freeze", "frozen")]
    [InlineData("--thaw", "thawed")]
    public void ButWatchesNothingWhereNoExecutionIsMeant(string act, string word)
    {
        Assert.Equal(1, given.Run("--pipeline=shop", act, "--stage=Prod", "--watch"));
        Assert.StartsWith($"Error: Cannot watch a stage that is {word}: ", given.Lines[^1], StringComparison.Ordinal);
        Assert.Empty(given.Aws.Requests);
    }

    [Fact]
    public void AndNamesTheSamePipelineInWhatIsToBeDoneNext()
    {
        const string arn = "arn:aws:codepipeline:us-east-1:123456789012:shop";

        Assert.Equal(0, given.Run($"--pipeline={arn}", "--freeze", "--stage=Prod"));
        Assert.Contains(
            $"Nothing comes into the stage Prod any more. PipelineStatus --pipeline={arn} --thaw --stage=Prod lets it in.",
            given.Lines
        );
    }

    [Fact]
    public void AndSaysWhereNobodyKnowsWhetherItWasHeard()
    {
        Failed();
        given.Aws.Faults.Before("RetryStageExecution", () => given.Aws.Faults.LoseConnectionAt(given.Aws.Requests.Length, isDone: true));
        for (var call = 2; call < 40; call++)
        {
            given.Aws.Faults.Before("RetryStageExecution", () => throw new ConnectionLostException(), call);
        }

        Assert.Equal(1, given.Run("--pipeline=shop", "--retry"));
        Assert.EndsWith(
            "Whether it was heard is not known: PipelineStatus --pipeline=shop shows it.",
            given.Lines[^1],
            StringComparison.Ordinal
        );
    }

    /// <summary>CodePipeline says for a moment that it has failed: of what was, and not of what is retried.</summary>
    [Fact]
    public void ByRetryingAndWatchingFromBeforeItIsKnown()
    {
        Failed();
        given.Aws.Faults.Before("GetPipelineExecution", () => given.Shop.Executions[0].Status = "Failed", call: 2);
        given.Aws.Faults.Before("GetPipelineExecution", () => given.Shop.Executions[0].Status = "InProgress", call: 4);
        given.Meanwhile(120, () => Answer("Approved"));

        Assert.Equal(0, given.Run("--pipeline=shop", "--retry", "--watch"));
        Assert.Contains("shop: the execution succeeded", given.Lines);
        Assert.DoesNotContain("shop: the execution failed", given.Lines);
    }

    [Fact]
    public void ByRetryingWhereNothingHasFailed()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(20);

        Ends("retry-nothing", 1, "--retry");
        Assert.Empty(given.Calls("RetryStageExecution"));
    }

    [Fact]
    public void ByRetryingAStageThatHasNotFailed()
    {
        Failed();

        Ends("retry-not-failed", 1, "--retry", "--stage=Source");
    }

    [Fact]
    public void ByRetryingAStageThatNothingHasComeInto()
    {
        Failed();

        Ends("retry-not-begun", 1, "--retry", "--stage=Prod");
    }

    [Fact]
    public void ByRetryingWhatAnotherExecutionHasTakenThePlaceOf()
    {
        given.Building.Ending(new ScriptedEnd("Failed", "JobFailed", "exit status 1"));
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);
        given.Shop.Start(PipelineCase.Second, PipelineCase.Other);
        given.After(90);

        Ends("retry-superseded", 1, "--retry", $"--execution={PipelineCase.First}");
        Assert.Empty(given.Calls("RetryStageExecution"));
    }

    [Fact]
    public void ByRetryingWhatIsTakenMeanwhile()
    {
        Failed();
        given.Aws.Faults.Before(
            "RetryStageExecution",
            () => given.Shop["Build"].Latest = new ScriptedExecution(PipelineCase.Second, PipelineCase.Other, given.Aws.Now)
        );

        Ends("retry-taken", 1, "--retry");
    }

    [Fact]
    public void ByRetryingWhatIsRetriedMeanwhile()
    {
        Failed();
        given.Aws.Faults.Before("RetryStageExecution", () => given.Shop["Build"].Status = "InProgress");

        Ends("retry-not-retryable", 1, "--retry");
    }

    [Fact]
    public void ByStoppingIt()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(20);

        Ends("stop", 0, "--stop", "--yes", "--comment=Wrong branch");
        Assert.Equal(
            $$"""{"pipelineName":"shop","pipelineExecutionId":"{{PipelineCase.First}}","abandon":false,"reason":"Wrong branch"}""",
            Assert.Single(given.Calls("StopPipelineExecution")).Body.ToJsonString()
        );
    }

    [Fact]
    public void ByStoppingItAndWaitingForItsEnd()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(20);

        Ends("stop-watched", 0, "--stop", "--yes", "--watch");
    }

    [Fact]
    public void ByStoppingWhatSucceedsAllTheSame()
    {
        var execution = given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(20);
        given.Meanwhile(30, () => execution.Status = "Succeeded");

        Assert.Equal(1, given.Run("--pipeline=shop", "--stop", "--yes", "--watch"));
        Assert.Equal(
            $"Error: The execution {PipelineCase.First} of the pipeline 'shop' succeeded: what was under way in it was all that was left of it. Nothing of it was held up: look at what it has done.",
            given.Lines[^1]
        );
    }

    [Fact]
    public void ByAbandoningWhatIsUnderWay()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(20);

        Ends("abandon", 0, "--stop", "--abandon", "--yes");
        Assert.Equal("Stopped", given.Shop.Executions[0].Status);
    }

    [Fact]
    public void ByStoppingItWhereNobodyIsThereToSayThatItIsMeant()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(20);

        Ends("stop-unconfirmed", 1, "--stop");
        Assert.Empty(given.Calls("StopPipelineExecution"));
    }

    [Fact]
    public void ByStoppingOneOfSeveral()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(20);
        given.Shop.Start(PipelineCase.Second, PipelineCase.Other);

        Ends("stop-several", 1, "--stop", "--yes");
        Assert.Equal(0, given.Run("--pipeline=shop", "--stop", "--yes", $"--execution={PipelineCase.Second}"));
        Assert.Equal(["Stopping", "InProgress"], given.Shop.Executions.Select(one => one.Status));
    }

    [Fact]
    public void ByStoppingWhatHasEnded()
    {
        Failed();

        Ends("stop-ended", 1, "--stop", "--yes");
    }

    [Fact]
    public void ByStoppingWhatSomebodyHasStopped()
    {
        var execution = given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(20);
        given.Aws.Change(() => given.Shop.Stop(execution, abandons: false, null));

        Ends("stop-stopped", 1, "--stop", "--yes");
    }

    [Fact]
    public void ByFreezingAStage()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(20);

        Ends("freeze", 0, "--freeze", "--stage=Prod", "--comment=Migration until Monday");
        Assert.Equal("Migration until Monday", given.Shop["Prod"].Frozen);
    }

    [Fact]
    public void ByFreezingWhatIsFrozen()
    {
        given.Shop["Prod"].Freeze("Migration", "arn:aws:iam::123456789012:user/john", given.Aws.Now);

        Ends("freeze-frozen", 0, "--freeze", "--stage=Prod");
        Assert.Empty(given.Calls("DisableStageTransition"));
    }

    [Fact]
    public void ByFreezingWithoutAStage() => Ends("freeze-unnamed", 1, "--freeze");

    [Fact]
    public void ByFreezingTheFirstStage() => Ends("freeze-first", 1, "--freeze", "--stage=Source");

    [Fact]
    public void ByThawingAStage()
    {
        given.Shop["Prod"].Freeze("Migration", "arn:aws:iam::123456789012:user/john", given.Aws.Now);
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);

        Ends("thaw", 0, "--thaw", "--stage=Prod");
        Assert.Null(given.Shop["Prod"].Frozen);
    }

    [Fact]
    public void ByThawingWhatIsNotFrozen()
    {
        Ends("thaw-thawed", 0, "--thaw", "--stage=Prod");
        Assert.Empty(given.Calls("EnableStageTransition"));
    }

    private void Failed()
    {
        given.Building.Ending(new ScriptedEnd("Failed", "JobFailed", "exit status 1"), new ScriptedEnd());
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);
    }

    private void Answer(string status) =>
        given.Shop.Answer(
            given.Shop["Prod"],
            "Approve",
            given.Shop.Executions[0].Runs.Last(run => run.Action.Category == "Approval").Token,
            status,
            ""
        );

    private void Ends(string golden, int expected, params string[] arguments)
    {
        var code = given.Run(["--pipeline=shop", .. arguments]);

        Golden.Equal($"act-{golden}.txt", given.Transcript(code));
        Assert.Equal(expected, code);
    }
}
