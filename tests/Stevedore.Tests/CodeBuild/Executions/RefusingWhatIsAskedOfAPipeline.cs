using Stevedore.Tests.Ecs;
using Xunit;

namespace Stevedore.Tests.CodeBuild.Executions;

/// <summary>Nothing is changed, and the message says what to do.</summary>
public sealed class RefusingWhatIsAskedOfAPipeline : IDisposable
{
    private readonly PipelineCase given = new();

    public void Dispose() => given.Dispose();

    [Theory]
    [InlineData("--approve", "--reject")]
    [InlineData("--retry", "--stop", "--yes")]
    [InlineData("--freeze", "--thaw", "--stage=Prod")]
    public void BecauseTwoThingsAreAskedAtOnce(params string[] arguments) => Refused($"two.{arguments[0][2..]}", arguments);

    [Theory]
    [InlineData("--retry=twice")]
    [InlineData("--execution=e-1")]
    [InlineData("--own")]
    [InlineData("--abandon")]
    [InlineData("--action=Approve")]
    [InlineData("--comment=Hello")]
    [InlineData("--pipeline=shop/prod")]
    public void BecauseOfAnArgument(string argument) => Refused($"argument.{argument.Split('=')[0][2..]}", argument);

    [Fact]
    public void BecauseOfACommentThatIsTooLong() => Refused("comment-long", "--approve", $"--comment={new string('a', 600)}");

    [Fact]
    public void BecauseOfACommentThatAFreezeCannotHave() => Refused("comment-freeze", "--freeze", "--stage=Prod", "--comment=Größer");

    [Fact]
    public void BecauseThereIsNoSuchPipeline() => RefusedOf("no-such", "--pipeline=shpo");

    [Fact]
    public void BecauseThereIsNoSuchPipelineAndNoneThatIsNear()
    {
        given.World.MostOfAPage = 1;
        given.World.Pipeline("base");

        RefusedOf("no-such-far", "--pipeline=warehouse");
        Assert.Equal(2, given.Calls("ListPipelines").Length);
    }

    [Fact]
    public void BecauseThereIsNoSuchPipelineAndTheOthersMayNotBeListed()
    {
        given.Aws.Faults.Deny("ListPipelines");

        RefusedOf("no-such-denied", "--pipeline=shpo");
    }

    [Fact]
    public void BecauseTheSettingsHaveSeveralAndNoneIsNamed()
    {
        given.Settings(
            """
            { "pipelines": {
                "shop": { "source": { "connection": "acme-github", "repository": "acme/shop", "branch": "main" } },
                "base": { "source": { "connection": "acme-github", "repository": "acme/base", "branch": "main" } } } }
            """
        );

        RefusedOf("several-of-settings");
    }

    [Fact]
    public void BecauseTheRegionHasSeveralAndNoneIsNamed()
    {
        given.World.Pipeline("base");

        RefusedOf("several-of-region");
    }

    [Fact]
    public void BecauseTheRegionHasNone()
    {
        given.World.Pipelines.Clear();

        RefusedOf("none-of-region");
    }

    [Fact]
    public void BecauseWhatChangesSomethingIsAskedOfNoneByItsName() => RefusedOf("unnamed-act", "--retry");

    [Fact]
    public void BecauseItIsAProjectAlone()
    {
        given.Settings(
            """
            { "pipelines": { "shop": { "type": "project", "source": { "connection": "acme-github", "repository": "acme/shop", "branch": "main" } } } }
            """
        );

        RefusedOf("project", "--pipeline=shop");
    }

    [Fact]
    public void BecauseTheRegionHasNoCodePipeline()
    {
        given.IsWithoutRegion = true;
        given.Variables["AWS_REGION"] = "ap-southeast-7";

        RefusedOf("no-region", "--pipeline=shop");
        Assert.Empty(given.Clock.Waits);
    }

    [Fact]
    public void BecauseNothingSaysTheRegion()
    {
        given.Variables["AWS_REGION"] = null;

        RefusedOf("region-unsaid", "--pipeline=shop");
    }

    [Fact]
    public void BecauseTheCredentialsAreOfAnotherAccount() =>
        RefusedOf("account", "--pipeline=arn:aws:codepipeline:eu-central-1:210987654321:shop");

    [Fact]
    public void BecauseThereIsNoSuchExecution() => RefusedOf("no-such-execution", "--pipeline=shop", $"--execution={PipelineCase.Third}");

    [Fact]
    public void BecauseThereIsNoSuchStage() => RefusedOf("no-such-stage-shown", "--pipeline=shop", "--stage=Prdo");

    [Theory]
    [InlineData("GetPipelineState")]
    [InlineData("ListPipelineExecutions")]
    [InlineData("GetPipelineExecution")]
    [InlineData("ListActionExecutions")]
    [InlineData("PutApprovalResult", "--approve")]
    [InlineData("PutApprovalResult", "--reject")]
    [InlineData("StopPipelineExecution", "--stop", "--yes")]
    [InlineData("DisableStageTransition", "--freeze", "--stage=Prod")]
    [InlineData("EnableStageTransition", "--thaw", "--stage=Build")]
    public void BecauseItIsNotPermitted(string operation, params string[] arguments)
    {
        given.Shop["Build"].Freeze("Migration", given.Aws.Caller, given.Aws.Now);
        given.Shop.Start(new ScriptedExecution(PipelineCase.First, PipelineCase.Commit, given.Aws.Now), at: "Prod");
        Deny(operation);

        RefusedOf($"denied.{operation}{(arguments is ["--reject"] ? ".reject" : "")}", ["--pipeline=shop", .. arguments]);
    }

    [Fact]
    public void BecauseARetryIsNotPermitted()
    {
        given.Building.Ending(new ScriptedEnd("Failed", "JobFailed", "exit status 1"));
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);
        Deny("RetryStageExecution");

        RefusedOf("denied.RetryStageExecution", "--pipeline=shop", "--retry");
    }

    [Fact]
    public void BecauseTheCredentialsHaveExpired()
    {
        given.Aws.Faults.ExpireCredentialsFrom(1);

        RefusedOf("expired", "--pipeline=shop");
    }

    // AWS does not always say which resource it was.
    private void Deny(string operation) =>
        given.Aws.Faults.Fail(
            operation,
            "AccessDeniedException",
            $"User: {given.Aws.Caller} is not authorized to perform: codepipeline:{operation}"
        );

    private void Refused(string golden, params string[] arguments)
    {
        RefusedOf(golden, arguments);
        Assert.Empty(given.Aws.Requests);
    }

    private void RefusedOf(string golden, params string[] arguments)
    {
        var code = given.Run(arguments);

        Golden.Equal($"Refused.{golden}.txt", given.Transcript(code));
        Assert.Equal(1, code);
        Assert.DoesNotContain(given.Shop.Executions, one => one.Status != "InProgress" && one.Status != "Failed");
    }
}
