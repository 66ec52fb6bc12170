using Xunit;

namespace Stevedore.Tests.CodeBuild.Executions;

public sealed class WatchingAPipeline : IDisposable
{
    private readonly PipelineCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void ToItsEnd()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.Meanwhile(200, () => Answer("Approved", "Looks good."));

        Ends("watched", 0);
        Assert.Equal(
            given.Lines.Count,
            given.Lines.Where(line => line.Length > 0).Distinct().Count() + given.Lines.Count(line => line.Length == 0)
        );
    }

    [Fact]
    public void ThatFails()
    {
        given.Deploying.Ending(new ScriptedEnd("Failed", "JobFailed", "The deployment was rolled back by the circuit breaker."));
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.Meanwhile(200, () => Answer("Approved", ""));

        Ends("watched-fails", 1);
    }

    [Fact]
    public void ThatFailsInAnotherStageThanIsNamed()
    {
        given.Building.Ending(new ScriptedEnd("Failed", "JobFailed", "exit status 1"));
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);

        Assert.Equal(1, given.Run("--pipeline=shop", "--watch", "--stage=Prod"));
        Assert.Contains(": Build/Build failed.", given.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void ThatSomebodyHasRunAgainAsItIsToldHowItEnded()
    {
        given.Building.Ending(new ScriptedEnd("Failed", "JobFailed", "exit status 1"));
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.Aws.Faults.Before(
            "ListPipelineExecutions",
            () => given.Shop.Retry(given.Shop["Build"], PipelineCase.First, isAll: false),
            call: 2
        );

        Assert.Equal(1, given.Run("--pipeline=shop", "--watch"));
        Assert.Equal(2, given.Lines.Count(line => line == "shop: the execution failed"));
    }

    [Fact]
    public void ThatSomebodyRejects()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.Meanwhile(200, () => Answer("Rejected", "Not on a Friday."));

        Ends("watched-rejected", 1);
    }

    [Fact]
    public void ThatSomebodyStops()
    {
        var execution = given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.Meanwhile(20, () => given.Shop.Stop(execution, abandons: false, "Wrong branch"));

        Ends("watched-stopped", 1);
    }

    [Fact]
    public void ThatIsSuperseded()
    {
        given.Shop.Mode = "SUPERSEDED";
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);
        given.Shop.Start(PipelineCase.Second, PipelineCase.Other);
        given.Meanwhile(120, () => given.Shop.Start(PipelineCase.Third, PipelineCase.Commit));

        Ends("watched-superseded", 1, $"--execution={PipelineCase.Second}");
    }

    [Fact]
    public void ThatWaitsInFrontOfAFrozenStage()
    {
        given.Shop["Build"].Freeze("Migration", "arn:aws:iam::123456789012:user/john", given.Aws.Now);
        var execution = given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.Meanwhile(60, () => given.Shop.Thaw(given.Shop["Build"]));
        given.Meanwhile(80, () => given.Shop.Stop(execution, abandons: true, null));

        Ends("watched-frozen", 1);
    }

    [Fact]
    public void ThatHasEndedAlready()
    {
        given.Building.Ending(new ScriptedEnd("Failed", "JobFailed", "exit status 1"));
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);

        Ends("watched-ended", 1);
    }

    [Fact]
    public void ThatIsDeletedMeanwhile()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.Meanwhile(20, () => given.World.Pipelines.Clear());

        Ends("watched-deleted", 1);
    }

    [Fact]
    public void ThroughThrottlingAndLostConnections()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.Meanwhile(200, () => Answer("Approved", "Looks good."));
        given.Aws.Faults.Throttle("ListActionExecutions", 6);
        given.Aws.Faults.LoseConnectionAt(12);
        given.Aws.Faults.LoseConnectionAt(13);

        Assert.Equal(0, given.Run("--pipeline=shop", "--watch"));
        Assert.Equal(2, given.Lines.Count(line => line.StartsWith("Warning: ", StringComparison.Ordinal)));
        Assert.Contains("shop: the execution succeeded", given.Lines);
        // Who is told to come later comes later each time, and not all at once.
        var asked = given.Calls("ListActionExecutions").Take(7).Select(call => call.At).ToArray();
        var waits = asked.Zip(asked.Skip(1), (one, next) => (next - one).TotalSeconds).ToArray();
        Assert.All(waits, wait => Assert.True(wait > 0));
        Assert.True(waits[^1] > waits[0], string.Join(", ", waits));
    }

    [Fact]
    public void WhileSomebodySignsInAgain()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.Meanwhile(200, () => Answer("Approved", "Looks good."));
        given.Aws.Faults.ExpireCredentialsFrom(15);
        given.Meanwhile(120, given.Aws.Faults.RenewCredentials);

        Assert.Equal(0, given.Run("--pipeline=shop", "--watch"));
        Assert.Equal(
            "Warning: Cannot look up the pipeline 'shop': the AWS credentials have expired. Sign in again (`aws sso login`, or new keys), and check this machine's clock. The pipeline goes on, and is looked for again.",
            given.Lines.Single(line => line.StartsWith("Warning: ", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void WithCredentialsThatExpireAndAreNotRenewed()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.Aws.Faults.ExpireCredentialsFrom(15);

        Ends("watched-expired", 1);
    }

    [Fact]
    public void UntilCtrlC()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.Aws.Faults.Before("GetPipelineExecution", given.Cancel, call: 5);

        var code = given.Run("--pipeline=shop", "--watch");

        Assert.Equal(130, code);
        Assert.Equal(
            $"Cancelled. The pipeline goes on: PipelineStatus --pipeline=shop --execution={PipelineCase.First} --watch follows it again.",
            given.Lines[^1]
        );
        Assert.Empty(given.Calls("StopPipelineExecution"));
    }

    [Fact]
    public void WithoutAskingMoreThanEveryFiveSeconds()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.Meanwhile(3600, () => Answer("Approved", ""));

        Assert.Equal(0, given.Run("--pipeline=shop", "--watch"));
        var looks = given.Calls("GetPipelineExecution").Select(call => call.At).ToArray();
        // The last is that of what is shown at the end.
        Assert.All(looks.Zip(looks[1..^1]), pair => Assert.True((pair.Second - pair.First).TotalSeconds >= 5));
        // A person is waited for with more patience.
        Assert.True(looks.Length < 3600 / 12, $"{looks.Length}");
        Assert.Single(given.Lines, line => line.StartsWith("shop: Prod/Approve waits for approval", StringComparison.Ordinal));
    }

    private void Ends(string golden, int expected, params string[] more)
    {
        var code = given.Run(["--pipeline=shop", "--watch", .. more]);

        Golden.Equal($"{golden}.txt", given.Transcript(code));
        Assert.Equal(expected, code);
    }

    private void Answer(string status, string summary)
    {
        given.Aws.Caller = "arn:aws:iam::123456789012:user/john";
        given.Shop.Answer(
            given.Shop["Prod"],
            "Approve",
            given.Shop.Executions[^1].Runs.Last(run => run.Action.Category == "Approval").Token,
            status,
            summary
        );
    }
}
