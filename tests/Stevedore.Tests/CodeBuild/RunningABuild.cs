using Stevedore.CodeBuild;
using Stevedore.Tests.Ecs;
using Xunit;

namespace Stevedore.Tests.CodeBuild;

public sealed class RunningABuild : IDisposable
{
    private readonly BuildCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void ThatSucceeds()
    {
        var code = given.Run();

        Golden.Equal("success.txt", given.Transcript(code));
        Assert.Equal(0, code);
        Assert.Equal($"refs/heads/main^{{{given.Head}}}", Started("sourceVersion"));
    }

    [Fact]
    public void ThatFailsInAPhase()
    {
        given.Aws.Builds.Next = BuildScript.FailingPhase();

        var code = given.Run();

        Golden.Equal("failing-phase.txt", given.Transcript(code));
        Assert.Equal(1, code);
    }

    [Fact]
    public void ThatFailsBeforeItBegins()
    {
        given.Aws.Builds.Next = BuildScript.FailingSource();

        var code = given.Run();

        Golden.Equal("failing-source.txt", given.Transcript(code));
        Assert.Equal(1, code);
    }

    [Fact]
    public void ThatIsQueuedForLong()
    {
        given.Aws.Builds.Next = BuildScript.QueuedForLong();

        var code = given.Run();

        Golden.Equal("queued-for-long.txt", given.Transcript(code));
        Assert.Equal(0, code);
    }

    [Fact]
    public void ThatTakesTooLong()
    {
        given.Aws.Builds.Next = BuildScript.TimedOut();

        var code = given.Run();

        Golden.Equal("timed-out.txt", given.Transcript(code));
        Assert.Equal(1, code);
    }

    [Fact]
    public void ThatCodeBuildLetsDown()
    {
        given.Aws.Builds.Next = BuildScript.Fault();

        var code = given.Run();

        Golden.Equal("fault.txt", given.Transcript(code));
        Assert.Equal(1, code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("IN_PROGRESS")]
    public void ThatEndsWithoutAStatus(string? status)
    {
        var result = RemoteBuildResults.Of(
            new Amazon.CodeBuild.Model.Build
            {
                Id = "shop:1",
                BuildComplete = true,
                BuildStatus = status!,
            },
            []
        );
        var batch = RemoteBuildResults.Of(
            new Amazon.CodeBuild.Model.BuildBatch
            {
                Id = "shop:1",
                Complete = true,
                BuildBatchStatus = status!,
            }
        );

        Assert.False(result.GoesOn || batch.GoesOn);
        Assert.DoesNotContain(RemoteBuildTable.Render(result), line => line.Contains("goes on", StringComparison.Ordinal));
        Assert.All(
            [result, batch],
            ended =>
                Assert.Equal(
                    "The build shop:1 ended without a status: CodeBuild says that it is over, and not whether it went well. Look at its log for what it has done, and run again.",
                    Assert.Throws<StevedoreException>(() => RemoteBuildFault.ThrowIfAny(ended)).Message
                )
        );
    }

    [Fact]
    public void WithWhatIsOverridden()
    {
        Assert.Equal(
            0,
            given.Run(
                new()
                {
                    Project = "arn:aws:codebuild:eu-central-1:123456789012:project/shop",
                    Variables = BuildRequests.Variables(["LEVEL=a=b,c", "TOKEN=parameterStore:/shop/token", "KEY=secretsManager:shop:key"]),
                    Buildspec = "buildspec.yml",
                    Compute = "BUILD_GENERAL1_LARGE",
                    Image = "aws/codebuild/standard:8.0",
                }
            )
        );

        var request = Assert.Single(given.Calls("StartBuild")).Body;
        request.Remove("idempotencyToken");
        Assert.Equal(
            $$"""{"projectName":"shop","sourceVersion":"refs/heads/main^{{{given.Head}}}","environmentVariablesOverride":[{"name":"LEVEL","value":"a=b,c","type":"PLAINTEXT"},{"name":"TOKEN","value":"/shop/token","type":"PARAMETER_STORE"},{"name":"KEY","value":"shop:key","type":"SECRETS_MANAGER"},{"name":"STEVEDORE_COMMIT","value":"{{given.Head}}","type":"PLAINTEXT"}],"buildspecOverride":"buildspec.yml","imageOverride":"aws/codebuild/standard:8.0","computeTypeOverride":"BUILD_GENERAL1_LARGE"}""",
            request.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
        );
    }

    [Fact]
    public void AndLeavingIt()
    {
        var code = given.Run(new() { Project = "shop", IsDetached = true });

        Golden.Equal("detached.txt", given.Transcript(code));
        Assert.Equal(0, code);
        Assert.Empty(given.Calls("BatchGetBuilds"));
    }

    [Theory]
    [InlineData("shop:00000001-9c2f-44d1-8e9b-7a53f06e8d1a")]
    [InlineData("arn:aws:codebuild:eu-central-1:123456789012:build/shop:00000001-9c2f-44d1-8e9b-7a53f06e8d1a")]
    public void ThatRunsAlready(string build)
    {
        given.Run(new() { Project = "shop", IsDetached = true });
        given.Clock.Advance(TimeSpan.FromSeconds(30));
        given.Lines.Clear();

        var code = given.Ask(builds => builds.Follow(build));

        Golden.Equal("followed.txt", given.Transcript(code));
        Assert.Equal(0, code);
    }

    [Fact]
    public void AndStoppingItByCtrlC()
    {
        given.Aws.Builds.Next = BuildScript.Endless();
        given.Aws.Faults.Before("BatchGetBuilds", given.Cancel, call: 6);

        var code = given.Run();

        Golden.Equal("stopped.txt", given.Transcript(code));
        Assert.Equal(130, code);
        Assert.Single(given.Calls("StopBuild"));
        Assert.Equal("STOPPED", given.Aws.Builds.All[0].Status);
    }

    [Fact]
    public void AndLeavingItByASecondCtrlC()
    {
        given.Aws.Builds.Next = BuildScript.Endless();
        given.Aws.Faults.Before("BatchGetBuilds", given.Cancel, call: 6);
        given.Aws.Faults.Before("StopBuild", given.Cancel);

        var code = given.Run();

        Assert.Equal(130, code);
        Assert.Contains(given.Lines, line => line.StartsWith("Left. CodeBuildRun --follow=shop:00000001-", StringComparison.Ordinal));
        Assert.Equal("IN_PROGRESS", given.Aws.Builds.All[0].Status);
    }

    [Fact]
    public void ThatStartsWhileItIsCancelled()
    {
        given.Aws.Builds.Next = BuildScript.Endless();
        given.Aws.Faults.Before(
            "StartBuild",
            () =>
            {
                given.Cancel();
                Assert.True(SpinWait.SpinUntil(() => given.CleanUp.Cancellation.IsCancellationRequested, TimeSpan.FromSeconds(10)));
            }
        );

        Assert.Equal(130, given.Run());
        Assert.Single(given.Calls("StopBuild"));
        Assert.Equal("STOPPED", given.Aws.Builds.All[0].Status);
    }

    private string? Started(string member) => Assert.Single(given.Calls("StartBuild")).Body.Text(member);
}
