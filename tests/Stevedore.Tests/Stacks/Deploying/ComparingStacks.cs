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
    public void SaysWhenItCannotBeTold()
    {
        given.Deployed().Set("UPDATE_ROLLBACK_FAILED");

        Assert.Equal(0, given.Compare());
        Assert.Equal("shop in eu-central-1: what would change cannot be told.", given.Lines[^1]);
        Assert.True(given.IsUntold);
        Assert.False(given.Differs);
    }

    [Fact]
    public void TakesWordsThatChangeNothingForNoDifference()
    {
        given.Deployed();
        given.Changed("Resources:", "Description: Another\nResources:");

        Assert.Equal(0, given.Compare());
        Assert.Equal("shop in eu-central-1: nothing differs.", given.Lines[^1]);
        Assert.False(given.Differs);
    }

    [Theory]
    [InlineData(null, "parameter Token: none -> (not shown)")]
    [InlineData("before", "parameter Token: before -> (not shown)")]
    [InlineData("****", null)]
    public void ShowsNoValueThatIsNotToBeEchoed(string? before, string? line)
    {
        const string secret = "hunter2-hunter2";
        var stack = given.Deployed();
        if (before is not null)
        {
            stack.Parameters.Add(new System.Text.Json.Nodes.JsonObject { ["ParameterKey"] = "Token", ["ParameterValue"] = before });
        }

        given.Changed("Parameters:\n", "Parameters:\n  Token:\n    Type: String\n    NoEcho: true\n");
        given.Parameters["pipeline/shop.parameters.json"] =
            $$"""[{ "ParameterKey": "Connection", "ParameterValue": "acme" }, { "ParameterKey": "Token", "ParameterValue": "{{secret}}" }]""";

        Assert.Equal(0, given.Compare());

        Assert.DoesNotContain(given.Lines, text => text.Contains(secret, StringComparison.Ordinal));
        Assert.DoesNotContain(secret, given.Json!, StringComparison.Ordinal);
        Assert.Equal(line is null ? 0 : 1, given.Lines.Count(text => text.Trim() == line));
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
