using Stevedore.CodeBuild.Executions;
using Stevedore.Tests.Ecs;
using Xunit;

namespace Stevedore.Tests.CodeBuild.Executions;

public sealed class AnsweringAnApproval : IDisposable
{
    private readonly PipelineCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void ByApproving()
    {
        Waiting();

        Ends("approve", 0, "--approve", "--comment=Looks good.");
        Assert.Equal(
            """{"pipelineName":"shop","stageName":"Prod","actionName":"Approve","result":{"summary":"Looks good.","status":"Approved"},"token":"70ce0000-0000-4000-8000-000000000003"}""",
            Assert.Single(given.Calls("PutApprovalResult")).Body.ToJsonString()
        );
    }

    [Fact]
    public void ByRejecting()
    {
        Waiting();

        Ends("reject", 0, "--reject", "--comment=Not on a Friday.");
    }

    [Fact]
    public void AndWatchingWhatBecomesOfIt()
    {
        Waiting();

        Ends("approve-watched", 0, "--approve", "--watch");
    }

    [Fact]
    public void ByRejectingAndWatchingItsEnd()
    {
        Waiting();

        Assert.Equal(0, given.Run("--pipeline=shop", "--reject", "--watch"));
        Assert.Contains("shop: the execution failed", given.Lines);
    }

    [Theory]
    [InlineData("mail", "author@example.com", "", "")]
    [InlineData("name", "", "An Author", "")]
    [InlineData("session", "", "", "author@example.com")]
    public void OfOnesOwnCommitIsRefused(string by, string mail, string name, string session)
    {
        var commit = Authored("An Author", "author@example.com");
        Configure(mail, name);
        given.Aws.Caller = $"arn:aws:sts::{EcsStub.Account}:assumed-role/people/{(session.Length > 0 ? session : "somebody")}";
        Waiting(commit);

        Ends($"own-{by}", 1, "--approve");
        Assert.Empty(given.Calls("PutApprovalResult"));
    }

    [Fact]
    public void OfACommitThatOneHasAPartInIsRefused()
    {
        given.Checkout();
        given.Repository.Run(
            "commit",
            "--quiet",
            "--allow-empty",
            "--author=An Author <author@example.com>",
            "--message=Fix the cart\n\nCo-authored-by: Jane <jane@acme.com>"
        );
        Configure("jane@acme.com", "Somebody");
        Waiting(given.Repository.Head);

        Assert.Equal(1, given.Run("--pipeline=shop", "--approve"));
        Assert.Contains("is of jane@acme.com, as git's user.email, and so are you.", given.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void OfOnesOwnCommitIsRefusedWhateverItIsCalledElsewhere()
    {
        given.Checkout();
        given.Repository.Write(".mailmap", "Somebody <somebody@acme.com> <jane@acme.com>\n");
        given.Repository.Run("commit", "--quiet", "--allow-empty", "--author=Jane <jane@acme.com>", "--message=Fix the cart");
        Configure("jane@acme.com", "J");
        Waiting(given.Repository.Head);

        Assert.Equal(1, given.Run("--pipeline=shop", "--approve"));
        Assert.Empty(given.Calls("PutApprovalResult"));
    }

    [Fact]
    public void WhereNothingSaysWhoApproves()
    {
        given.Shop.Stages[0].Actions[0].Variables["AuthorEmail"] = "john@acme.com";
        given.Aws.Faults.Deny("GetCallerIdentity");
        Waiting();

        Assert.Equal(0, given.Run("--pipeline=shop", "--approve"));
        Assert.Equal(
            "Warning: Nothing here says who you are, neither git nor AWS, and so not whether it is your commit that is approved.",
            given.Lines[0]
        );
    }

    [Fact]
    public void InAnExecutionThatIsBeingStopped()
    {
        Waiting();
        given.Shop.Executions[0].Status = "Stopping";
        given.Shop["Prod"].Status = "Stopping";

        Assert.Equal(0, given.Run("--pipeline=shop", "--reject"));
        Assert.Single(given.Calls("PutApprovalResult"));
    }

    [Theory]
    [InlineData("GetCallerIdentity", 0)]
    [InlineData("PutApprovalResult", 1)]
    public void SaysThatItMayBeGivenOnceItWasBegun(string operation, int lines)
    {
        Waiting();
        given.Aws.Faults.Before(operation, given.Cancel);

        Assert.Equal(130, given.Run("--pipeline=shop", "--approve"));
        Assert.Equal(
            lines,
            given.Lines.Count(line =>
                line == "Cancelled. Whether the pipeline does what it was asked, PipelineStatus --pipeline=shop shows."
            )
        );
    }

    [Fact]
    public void WhereStsIsNotReached()
    {
        given.Shop.Stages[0].Actions[0].Variables["AuthorEmail"] = "john@acme.com";
        given.Aws.Faults.Fail("GetCallerIdentity", "InternalFailure", "It does not answer.", 503);
        Waiting();

        Assert.Equal(0, given.Run("--pipeline=shop", "--approve"));
        Assert.Single(given.Calls("PutApprovalResult"));
    }

    [Fact]
    public void OfOnesOwnCommitIsGivenWhereThatIsMeant()
    {
        var commit = Authored("An Author", "author@example.com");
        Configure("author@example.com", "An Author");
        Waiting(commit);

        Assert.Equal(0, given.Run("--pipeline=shop", "--approve", "--own"));
        Assert.Single(given.Calls("PutApprovalResult"));
    }

    [Fact]
    public void OfOnesOwnCommitMayBeRefused()
    {
        var commit = Authored("An Author", "author@example.com");
        Configure("author@example.com", "An Author");
        Waiting(commit);

        Assert.Equal(0, given.Run("--pipeline=shop", "--reject"));
        Assert.Single(given.Calls("PutApprovalResult"));
    }

    [Fact]
    public void OfACommitOfSomebodyElse()
    {
        var commit = Authored("An Author", "author@example.com");
        Configure("jane@acme.com", "Jane");
        Waiting(commit);

        Assert.Equal(0, given.Run("--pipeline=shop", "--approve"));
        Assert.DoesNotContain(given.Lines, line => line.StartsWith("Warning: ", StringComparison.Ordinal));
    }

    [Fact]
    public void OfACommitOfWhichNothingSaysWhoseItIs()
    {
        Waiting();

        Assert.Equal(0, given.Run("--pipeline=shop", "--approve"));
        Assert.Equal(
            "Warning: Nothing here says who has written commit 3f2a91c0, and so not that it is yours: the checkout does not know it, and its source does not say.",
            given.Lines[0]
        );
    }

    [Fact]
    public void OfWhatHasNoCommit()
    {
        Waiting("sha256:1111111111111111111111111111111111111111111111111111111111111111");

        Assert.Equal(0, given.Run("--pipeline=shop", "--approve"));
        Assert.StartsWith("Warning: execution ", given.Lines[0], StringComparison.Ordinal);
        Assert.EndsWith(" has no commit, and so nothing that it was compared with to be yours.", given.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void OfACommitThatItsSourceSaysIsOnesOwn()
    {
        given.Shop.Stages[0].Actions[0].Variables["AuthorEmail"] = "Jane@acme.com";
        Waiting();

        Assert.Equal(1, given.Run("--pipeline=shop", "--approve"));
        Assert.StartsWith(
            $"Error: Cannot approve Prod/Approve of execution {PipelineCase.First} (commit 3f2a91c0): commit 3f2a91c0 is of Jane@acme.com, as AWS knows the caller, and so are you.",
            given.Lines[^1],
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("jane@acme.com", "jane", "jane@acme.com, as git's user.email", "jane@acme.com", null, null)]
    [InlineData("jane@acme.com", "Jane", "Jane, as git's user.name", null, "jane", null)]
    [InlineData("jane@acme.com", "Jane", "Jane, as AWS knows the caller", null, null, "jane")]
    [InlineData("1234+jane@users.noreply.github.com", "Jane D", "jane, as AWS knows the caller", null, null, "jane")]
    [InlineData("jane@acme.com", "Jane", null, "john@acme.com", "John", "john")]
    [InlineData(null, null, null, null, null, null)]
    [InlineData("jane@acme.com", "Jane", null, "", "", "")]
    public void GoesByWhatBothAreCalled(string? mail, string? name, string? both, string? userMail, string? userName, string? session) =>
        Assert.Equal(both, OwnCommit.Match([new(mail, name)], new(userMail, userName, session)));

    [Fact]
    public void ThatSomebodyHasGivenMeanwhile()
    {
        Waiting();
        given.Aws.Faults.Before("PutApprovalResult", () => Answer("Approved", "Go."));

        Ends("given-meanwhile", 1, "--approve");
    }

    [Fact]
    public void ThatSomebodyHasRefusedMeanwhile()
    {
        Waiting();
        given.Aws.Faults.Before("PutApprovalResult", () => Answer("Rejected", "No."));

        Ends("refused-meanwhile", 1, "--approve");
    }

    [Fact]
    public void WhoseOwnAnswerWasHeardBeforeTheConnectionWasLost()
    {
        Waiting();
        given.Aws.Faults.Before("PutApprovalResult", () => given.Aws.Faults.LoseConnectionAt(given.Aws.Requests.Length, isDone: true));

        Assert.Equal(0, given.Run("--pipeline=shop", "--approve", "--own"));
        Assert.Equal(2, given.Calls("PutApprovalResult").Length);
        Assert.Contains($"Prod/Approve of execution {PipelineCase.First} (commit 3f2a91c0) is approved.", given.Lines);
    }

    [Fact]
    public void WhereNoneWaits()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(20);

        Ends("none-waits", 1, "--approve");
    }

    [Fact]
    public void WhereSomebodyHasGivenItBefore()
    {
        Waiting();
        given.Aws.Change(() => Answer("Approved", "Go."));

        Ends("given-before", 1, "--approve");
    }

    [Fact]
    public void OfSeveralThatWait()
    {
        Several();

        Ends("several-wait", 1, "--approve");
    }

    [Fact]
    public void OfSeveralByTheirStage()
    {
        Several();

        Assert.Equal(0, given.Run("--pipeline=shop", "--approve", "--own", "--stage=Staging"));
        Assert.Equal("Staging", (string?)Assert.Single(given.Calls("PutApprovalResult")).Body["stageName"]);
    }

    [Fact]
    public void OfAStageWhereNoneWaits()
    {
        Waiting();

        Ends("none-waits-there", 1, "--approve", "--stage=Build");
    }

    [Fact]
    public void OfAnActionThatIsNot()
    {
        Waiting();

        Ends("no-such-approval", 1, "--approve", "--action=Aprove");
    }

    [Fact]
    public void OfAStageThatIsNot()
    {
        Waiting();

        Ends("no-such-stage", 1, "--approve", "--stage=Prdo");
    }

    [Fact]
    public void OfExecutionsThatRunBesideEachOther()
    {
        given.Shop.Mode = "PARALLEL";
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.Shop.Start(PipelineCase.Second, PipelineCase.Other);
        given.After(90);

        Ends("parallel-several", 1, "--approve");
        Assert.Equal(0, given.Run("--pipeline=shop", "--approve", $"--execution={PipelineCase.First}"));
        Assert.Equal(
            given.Shop.Executions[1].Runs.Last(run => run.Action.Category == "Approval").Token,
            (string?)Assert.Single(given.Calls("PutApprovalResult")).Body["token"]
        );
    }

    private void Several()
    {
        given.Shop.Stages.Insert(2, new("Staging", [ScriptedAction.Approval()]));
        Waiting();
        given.Aws.Change(() => Answer("Approved", "", "Staging"));
        given.Shop.Start(PipelineCase.Second, PipelineCase.Other);
        given.After(90);
    }

    private void Waiting(string commit = PipelineCase.Commit)
    {
        given.Shop.Start(PipelineCase.First, commit);
        given.After(90);
    }

    private string Authored(string name, string mail)
    {
        given.Checkout();
        given.Repository.Run("commit", "--quiet", "--allow-empty", $"--author={name} <{mail}>", "--message=Fix the cart");
        return given.Repository.Head;
    }

    private void Configure(string mail, string name) => given.Repository.Run("config", "user.email", mail).Run("config", "user.name", name);

    private void Answer(string status, string summary, string stage = "Prod")
    {
        var caller = given.Aws.Caller;
        given.Aws.Caller = $"arn:aws:iam::{EcsStub.Account}:user/john";
        given.Shop.Answer(
            given.Shop[stage],
            "Approve",
            given.Shop.Executions[0].Runs.Last(run => run.Action.Category == "Approval").Token,
            status,
            summary
        );
        given.Aws.Caller = caller;
    }

    private void Ends(string golden, int expected, params string[] arguments)
    {
        var code = given.Run(["--pipeline=shop", .. arguments]);

        Golden.Equal($"{golden}.txt", given.Transcript(code));
        Assert.Equal(expected, code);
    }
}
