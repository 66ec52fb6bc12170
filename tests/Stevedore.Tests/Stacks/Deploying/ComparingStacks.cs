using Xunit;

namespace Stevedore.Tests.Stacks.Deploying;

public sealed class ComparingStacks : IDisposable
{
    private readonly DeploymentCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void ThatIsNotThereYet()
    {
        var code = given.Compare();

        Golden.Equal("diff-new.txt", given.Transcript(code));
        Assert.True(given.Differs);
        Assert.Null(given.Stacks.Stack("shop"));
        Assert.Empty(given.Stacks.ChangeSets);
    }

    [Fact]
    public void ThatIsAsItIsToBe()
    {
        given.Deployed();

        var code = given.Compare();

        Assert.Equal("shop in eu-central-1: nothing differs.\nexit 0\n", given.Transcript(code));
        Assert.False(given.Differs);
        Assert.Empty(given.Stacks.ChangeSets);
    }

    [Fact]
    public void ThatDiffersInEveryWay()
    {
        var stack = given.Deployed();
        stack.SetResource("Hand", "AWS::SNS::Topic", "arn:aws:sns:eu-central-1:123456789012:hand", "CREATE_COMPLETE");
        given.Made["pipeline/shop.yml"] = DeploymentCase
            .Template.Replace("ExecutionMode: QUEUED", "ExecutionMode: SUPERSEDED", StringComparison.Ordinal)
            .Replace("Action: [ecr:PutImage, ecr:InitiateLayerUpload]", "Action: ecr:*", StringComparison.Ordinal);
        given.Stacks.Next = new() { Replaced = ["Pipeline"] };

        var code = given.Compare();

        Golden.Equal("diff.txt", given.Transcript(code));
        Golden.Equal("diff.json", given.Json!);
        Assert.Empty(given.Stacks.ChangeSets);
        Assert.Equal("CREATE_COMPLETE", stack.Status);
    }

    [Fact]
    public void ThatIsBeingUpdated()
    {
        given.Deployed().Set("UPDATE_IN_PROGRESS", "User Initiated");
        given.Changed("TimeoutInMinutes: 60", "TimeoutInMinutes: 30");

        var code = given.Compare();

        Golden.Equal("diff-busy.txt", given.Transcript(code));
        Assert.Empty(given.Calls("CreateChangeSet"));
    }

    [Fact]
    public void LeavesNothingWhenItIsCancelled()
    {
        given.Aws.Faults.Before("DescribeChangeSet", given.Cancel, call: 2);

        Assert.Equal(130, given.Compare());

        Assert.Empty(given.Stacks.ChangeSets);
        Assert.Null(given.Stacks.Stack("shop"));
    }

    [Fact]
    public void LeavesNothingWhenItFails()
    {
        given.Stacks.Next = new() { Refusal = "Resource shop already exists in stack store." };

        Assert.Equal(1, given.Compare());

        Assert.Equal(
            "Error: Cannot deploy stack 'shop' in eu-central-1: CloudFormation could not make a change set: Resource shop already exists in stack store. Correct what it names, in stevedore.json or in pipeline/<name>.overrides.yml; nothing was changed.",
            given.Lines[^1]
        );
        Assert.Empty(given.Stacks.ChangeSets);
        Assert.Null(given.Stacks.Stack("shop"));
    }

    [Fact]
    public void DoesNotWaitForTheHandshakeOfAConnection()
    {
        given.Surroundings.Connections["acme"] = (DeploymentCase.Connection, "PENDING");

        Assert.Equal(0, given.Compare());
        Assert.Equal(
            $"Warning: The connection {DeploymentCase.Connection} is pending: until somebody does its handshake, the pipeline reads nothing.",
            given.Lines[0]
        );
    }
}
