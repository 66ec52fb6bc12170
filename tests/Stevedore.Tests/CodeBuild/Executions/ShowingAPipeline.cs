using System.Text.Json.Nodes;
using Stevedore.Tests.Ecs;
using Xunit;

namespace Stevedore.Tests.CodeBuild.Executions;

public sealed class ShowingAPipeline : IDisposable
{
    private readonly PipelineCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void ThatRuns()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(20);

        Shows("running");
    }

    [Fact]
    public void ThatHasSucceeded()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);
        Approve();
        given.After(100);

        Shows("succeeded");
    }

    [Fact]
    public void ThatHasNeverRun() => Shows("never-run");

    [Fact]
    public void ThatHasFailedInABuild()
    {
        FailingBuild();
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);

        Shows("failed-in-build");
    }

    [Fact]
    public void WhoseBuildIsKnownNoMore()
    {
        given.Building.Ending(
            new ScriptedEnd("Failed", "JobFailed", "Build terminated with state: FAILED") { External = "shop:0f0e0d0c-gone" }
        );
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);

        Shows("failed-build-gone");
    }

    [Fact]
    public void WhoseLogMayNotBeRead()
    {
        FailingBuild();
        given.Aws.Faults.Deny("GetLogEvents");
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);

        Shows("failed-log-denied");
    }

    [Fact]
    public void WhoseBatchHasFailed()
    {
        given.Aws.Builds.Project("shop");
        given.Aws.Builds.NextBatch = [new("amd64", BuildScript.Success()), new("arm64", BuildScript.FailingPhase())];
        var batch = given.Aws.Answer("StartBuildBatch", new() { ["projectName"] = "shop" })["buildBatch"]!.AsObject();
        given.Building.Configuration["BatchEnabled"] = "true";
        given.Building.Ending(
            new ScriptedEnd("Failed", "JobFailed", "Build batch terminated with state: FAILED") { External = batch.Text("id") }
        );
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);

        Shows("failed-batch");
    }

    [Fact]
    public void ThatHasFailedInADeployment()
    {
        given.Deploying.Ending(
            new ScriptedEnd(
                "Failed",
                "JobFailed",
                "The deployment specified an image that does not exist. Update the service 'shop/web', and \u001b[31mtry again\u001b[0m.\r\n"
            )
            {
                Url = "https://user:password@eu-central-1.console.aws.amazon.com/ecs/v2/clusters/shop",
            }
        );
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);
        Approve();
        given.After(100);

        Shows("failed-in-deploy");
    }

    [Fact]
    public void WhoseOwnActionHasFailed()
    {
        given.Shop.Stages[1] = new(
            "Build",
            [
                new ScriptedAction("Run", "Compute", "Commands", 20).Ending(
                    new ScriptedEnd("Failed", "CommandsFailed", "exit status 1")
                    {
                        LogStreamArn = $"arn:aws:logs:{EcsStub.Region}:{EcsStub.Account}:log-group:/aws/codepipeline/shop:log-stream:7c1d",
                    }
                ),
            ]
        );
        given.Aws.Change(() => given.Aws.Logs.Write("/aws/codepipeline/shop", "7c1d", "npm ERR! missing script: lint\n"));
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);

        Shows("failed-commands");
    }

    [Fact]
    public void ThatWaitsForApproval()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(2165);

        Shows("waiting");
    }

    [Fact]
    public void ThatWasRejected()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);
        given.Aws.Caller = $"arn:aws:iam::{EcsStub.Account}:user/john";
        given.Aws.Change(() => Answer("Rejected", "Not on a Friday."));

        Shows("rejected");
    }

    [Fact]
    public void ThatWasStopped()
    {
        var execution = given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(20);
        given.Aws.Change(() => given.Shop.Stop(execution, abandons: true, "Wrong branch"));

        Shows("stopped");
    }

    [Fact]
    public void ThatWasSuperseded()
    {
        given.Shop.Mode = "SUPERSEDED";
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);
        given.Shop.Start(PipelineCase.Second, PipelineCase.Other);
        given.After(90);
        given.Shop.Start(PipelineCase.Third, PipelineCase.Commit);
        given.After(90);

        Shows("superseded", $"--execution={PipelineCase.Second}");
    }

    [Fact]
    public void InFrontOfWhoseStageExecutionsWait()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);
        given.Shop.Start(PipelineCase.Second, PipelineCase.Other);
        given.After(90);
        given.Shop.Start(PipelineCase.Third, PipelineCase.Commit);
        given.After(90);

        Shows("queued", $"--execution={PipelineCase.Second}");
    }

    [Fact]
    public void OfWhichAStageIsFrozen()
    {
        given.Shop["Prod"].Freeze("Rolled back service web", given.Aws.Caller, given.Aws.Now);
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);

        Shows("frozen");
    }

    [Fact]
    public void ThatGoesBack()
    {
        given.Shop.Start(
            new ScriptedExecution(PipelineCase.Second, PipelineCase.Other, given.Aws.Now)
            {
                Type = "ROLLBACK",
                RollsBackTo = PipelineCase.First,
                Trigger = ("ManualRollback", $"arn:aws:sts::{EcsStub.Account}:assumed-role/people/john"),
            },
            at: "Prod"
        );
        given.After(30);

        Shows("rollback");
    }

    [Theory]
    [InlineData("StartPipelineExecution", "arn:aws:iam::123456789012:user/people/jane", "people/jane")]
    [InlineData("CloudWatchEvent", "arn:aws:events:eu-central-1:123456789012:rule/base-pushed", "rule base-pushed")]
    [InlineData("PollForSourceChanges", "Source", "polling of its source")]
    [InlineData("Webhook", "arn:aws:codepipeline:eu-central-1:123456789012:webhook:shop", "webhook of its source")]
    [InlineData("CreatePipeline", "", "creation of the pipeline")]
    [InlineData("AutomatedRollback", "e-1", "automatic rollback")]
    public void AndWhatHasStartedIt(string type, string detail, string said)
    {
        given.Shop.Start(new ScriptedExecution(PipelineCase.First, PipelineCase.Commit, given.Aws.Now) { Trigger = (type, detail) });

        Assert.Equal(0, given.Run("--pipeline=shop"));
        Assert.EndsWith($"  2026-01-02 03:04 UTC  {said}", given.Lines[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Fix \u001b[2J\u001b[1;1Hthe cart\nand more", "Fix the cart")]
    [InlineData("{ not json", "{ not json")]
    [InlineData("""{"ProviderType":"GitHub","CommitMessage":"Fix\r\n\r\nMore"}""", "Fix")]
    public void AndWhatItsCommitSays(string summary, string said)
    {
        given.Shop.Start(new ScriptedExecution(PipelineCase.First, PipelineCase.Commit, given.Aws.Now) { Summary = summary });

        Assert.Equal(0, given.Run("--pipeline=shop"));
        Assert.Contains($"  commit 3f2a91c0 of Source: {said}", given.Lines);
    }

    [Fact]
    public void OfManyPages()
    {
        given.World.MostOfAPage = 1;
        FailingBuild();
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);

        Shows("failed-in-build");
        Assert.Equal(4, given.Calls("ListActionExecutions").Length);
    }

    [Fact]
    public void WhosePagesNeverEnd()
    {
        given.World.HasEndlessPages = true;
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(20);

        Shows("running");
        Assert.Equal(50, given.Calls("ListActionExecutions").Length);
    }

    /// <summary>What is not said is not shown, and breaks nothing.</summary>
    [Theory]
    [InlineData("GetPipelineState", "{}")]
    [InlineData(
        "GetPipelineState",
        """{"stageStates":[{},{"stageName":"Build","actionStates":[{"latestExecution":{}}],"latestExecution":{}}]}"""
    )]
    [InlineData("ListActionExecutions", "{}")]
    [InlineData("ListActionExecutions", """{"actionExecutionDetails":[{},{"stageName":"Build","actionName":"Build","status":"Failed"}]}""")]
    [InlineData("GetPipelineExecution", """{"pipelineExecution":{"status":"Failed"}}""")]
    [InlineData("ListPipelineExecutions", """{"pipelineExecutionSummaries":[{},{"pipelineExecutionId":"e-1"}]}""")]
    public void OfWhichAwsSaysLittle(string operation, string answer)
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        var known = given.Aws.Operations[operation];
        given.Aws.Operations[operation] = known with { Answer = _ => JsonNode.Parse(answer)!.AsObject() };

        var code = given.Run("--pipeline=shop", $"--execution={PipelineCase.First}", "--json");

        Assert.Equal((0, "shop"), (code, (string?)JsonNode.Parse(given.Json)!["pipeline"]));
    }

    [Fact]
    public void OfOneStage()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);

        Shows("one-stage", "--stage=Build");
    }

    [Fact]
    public void ForPrograms()
    {
        FailingBuild();
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);

        Assert.Equal(0, given.Run("--pipeline=shop", "--json"));
        Golden.Equal("status.json", given.Json + "\n");
    }

    [Fact]
    public void ForProgramsWithoutWhatAnswersAnApproval()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);

        Assert.Equal(0, given.Run("--pipeline=shop", "--json"));
        var approval = JsonNode.Parse(given.Json)!["execution"]!["stages"]![2]!["actions"]![0]!["approval"]!;
        Assert.Equal("""{"waits":true,"text":"Look at staging first","link":"https://staging.acme.com/"}""", approval.ToJsonString());
        Assert.DoesNotContain("70ce0000", given.Json, StringComparison.Ordinal);
    }

    [Fact]
    public void OfTheSettings()
    {
        given.Settings(
            """
            { "pipelines": { "shop": {
                "region": "eu-west-1", "role": "arn:aws:iam::123456789012:role/pipelines", "account": "123456789012",
                "source": { "connection": "acme-github", "repository": "acme/shop", "branch": "main" } } } }
            """
        );

        Assert.Equal(0, given.Run());
        Assert.Equal("shop in eu-west-1 has never run.", Assert.Single(given.Lines));
        Assert.Equal(("eu-west-1", "arn:aws:iam::123456789012:role/pipelines"), Assert.Single(given.Asked));
    }

    [Fact]
    public void ThatIsTheOnlyOneOfTheRegion()
    {
        Assert.Equal(0, given.Run());
        Assert.Equal("shop in eu-central-1 has never run.", Assert.Single(given.Lines));
    }

    [Fact]
    public void OfAnotherRegionByItsArn()
    {
        Assert.Equal(0, given.Settings("no settings").Run("--pipeline=arn:aws:codepipeline:us-east-1:123456789012:shop"));
        Assert.Equal("shop in us-east-1 has never run.", Assert.Single(given.Lines));
    }

    private void Shows(string golden, params string[] more)
    {
        var code = given.Run(["--pipeline=shop", .. more]);

        Golden.Equal($"{golden}.txt", given.Transcript(code));
        Assert.Equal(0, code);
    }

    private void FailingBuild()
    {
        given.Aws.Builds.Project("shop");
        given.Aws.Builds.Next = BuildScript.FailingPhase();
        var build = given.Aws.Answer("StartBuild", new() { ["projectName"] = "shop" })["build"]!.AsObject();
        given.Building.Ending(
            new ScriptedEnd("Failed", "JobFailed", "Build terminated with state: FAILED")
            {
                External = build.Text("id"),
                Url = "https://eu-central-1.console.aws.amazon.com/codesuite/codebuild/123456789012/projects/shop",
            }
        );
    }

    private void Approve() => given.Aws.Change(() => Answer("Approved", "Looks good."));

    private void Answer(string status, string summary) =>
        given.Shop.Answer(
            given.Shop["Prod"],
            "Approve",
            given.Shop.Executions[0].Runs.Last(run => run.Action.Category == "Approval").Token,
            status,
            summary
        );
}
