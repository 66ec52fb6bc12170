using Stevedore.Stacks;
using Xunit;

namespace Stevedore.Tests.Stacks.Deploying;

public sealed class DeletingStacks : IDisposable
{
    private readonly DeploymentCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void ShowsWhatGoesAndWhatStays()
    {
        given.Deployed();

        var code = given.Delete();

        Golden.Equal("deleted.txt", given.Transcript(code));
        Assert.Null(given.Stacks.Stack("shop"));
        Assert.Contains("shop", given.Stacks.Repositories);
    }

    [Fact]
    public void NeedsNeitherTemplatesNorGit()
    {
        given.Deployed();
        given.NotMade = new NothingToMakeOfException(
            new("Cannot make the templates", "this folder is no git checkout", "Run it in a checkout.")
        );

        Assert.Equal(0, given.Delete());
    }

    [Fact]
    public void IsDoneWhereThereIsNone()
    {
        var code = given.Delete();

        Assert.Equal("There is no stack 'shop' in eu-central-1.\nshop in eu-central-1: absent\nexit 0\n", given.Transcript(code));
    }

    [Fact]
    public void LeavesItWhereTheAnswerIsNo()
    {
        given.Deployed();
        given.Answers = _ => false;

        Assert.Equal(1, given.Delete());
        Assert.Equal("Error: Cannot delete stack 'shop' in eu-central-1: the answer was no. Nothing of it was changed.", given.Lines[^1]);
        Assert.Empty(given.Calls("DeleteStack"));
    }

    [Fact]
    public void EndsWhereSomebodyElseHasDeletedItMeanwhile()
    {
        var stack = given.Deployed();
        given.Answers = _ =>
        {
            given.Aws.Change(() => stack.Set("DELETE_COMPLETE"));
            return true;
        };

        Assert.Equal(0, given.Delete());
        Assert.Contains("shop in eu-central-1: deleted", given.Lines);
    }

    [Fact]
    public void LeavesWhatIsNotOurs()
    {
        // Made by hand of our template: nobody has said that it is one of ours.
        given.Deployed().Tags = [];

        Assert.Equal(1, given.Delete());
        Assert.Equal(
            "Error: Cannot delete stack 'shop' in eu-central-1: it has no tag stevedore:pipeline with the value shop, and so is none of ours. A stack that was deployed by hand gets the tag with StackDeploy; anything else is deleted with `aws cloudformation delete-stack`, by whoever knows it.",
            given.Lines[^1]
        );
        Assert.Empty(given.Calls("DeleteStack"));
    }

    [Fact]
    public void LeavesWhatIsNotOursAnyMore()
    {
        var stack = given.Deployed();
        given.Aws.Faults.Before("DescribeStacks", () => stack.Tags = [], call: 2);

        Assert.Equal(1, given.Delete());
        Assert.Empty(given.Calls("DeleteStack"));
    }

    [Fact]
    public void LeavesWhatIsProtected()
    {
        given.Deployed().IsProtected = true;

        Assert.Equal(1, given.Delete());
        Assert.Equal(
            "Error: Cannot delete stack 'shop' in eu-central-1: it is protected from being deleted. Whoever protected it may have had a reason; `aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name shop --region eu-central-1` takes it away.",
            given.Lines[^1]
        );
        Assert.Empty(given.Calls("DeleteStack"));
    }

    [Fact]
    public void SaysWhatHoldsItUp()
    {
        given.Deployed();
        given.Stacks.Next = StackScript.Fails("BuildRole", "Cannot delete entity, must detach all policies first.");

        var code = given.Delete();

        Golden.Equal("not-deleted.txt", given.Transcript(code));
        given.Lines.Clear();
        Assert.Equal(0, given.Delete());
        Assert.Null(given.Stacks.Stack("shop"));
    }

    [Fact]
    public void SaysWhereNobodyKnowsWhetherItHasBegun()
    {
        given.Deployed();
        given.Aws.Faults.Before("DeleteStack", given.CancelAtOnce);

        var errors = given.Errors(() => Assert.Equal(130, given.Delete()));

        Assert.Equal(
            "Cancelled. Whether the deletion of the stack 'shop' in eu-central-1 has begun, StackStatus --pipeline=shop shows.\n",
            errors
        );
    }

    [Fact]
    public void FollowsADeletionThatWasCancelled()
    {
        given.Deployed();
        given.Stacks.Next = new() { Seconds = 30 };
        given.Aws.Faults.Before("DescribeStackEvents", given.CancelAtOnce, call: 3);
        Assert.Equal(130, given.Delete());
        given.Renew();
        given.Lines.Clear();

        var code = given.Delete();

        Golden.Equal("deletion-followed.txt", given.Transcript(code));
        Assert.Single(given.Calls("DeleteStack"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BearsALostConnectionAtEveryCall(bool isDone)
    {
        given.Deployed();
        Assert.Equal(0, given.Delete());
        var calls = given.Aws.Requests.Length;
        var ofCaller = Array.FindIndex(given.Aws.Requests, request => request.Operation == "GetCallerIdentity") + 1;

        for (var call = 1; call <= calls; call++)
        {
            using DeploymentCase one = new();
            one.Deployed();
            one.Aws.Faults.LoseConnectionAt(call, isDone);
            Assert.True(call == ofCaller || one.Delete() == 0, $"call {call}: {string.Join('\n', one.Lines)}");
        }
    }
}
