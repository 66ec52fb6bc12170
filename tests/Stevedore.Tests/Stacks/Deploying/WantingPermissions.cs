using Xunit;

namespace Stevedore.Tests.Stacks.Deploying;

/// <summary>What is denied is named, with the statement that allows it; and what was begun is taken back.</summary>
public sealed class WantingPermissions : IDisposable
{
    private const string OnStack = "arn:aws:cloudformation:eu-central-1:123456789012:stack/shop/00000001-0000-0000-0000-000000000000";

    private readonly DeploymentCase given = new();

    public void Dispose() => given.Dispose();

    public static TheoryData<string, string, string> Denials =>
        new()
        {
            { "Deploy", "DescribeStacks", "Cannot look up the stack 'shop'" },
            { "Deploy", "GetTemplate", "Cannot read the template of the stack 'shop'" },
            { "Deploy", "DescribeStackEvents", "Cannot follow the stack 'shop'" },
            { "Deploy", "CreateChangeSet", "Cannot make a change set of the stack 'shop'" },
            { "Deploy", "ExecuteChangeSet", "Cannot execute the change set of the stack 'shop'" },
            { "Compare", "DescribeStacks", "Cannot look up the stack 'shop'" },
            { "Compare", "GetTemplate", "Cannot read the template of the stack 'shop'" },
            { "Compare", "CreateChangeSet", "Cannot make a change set of the stack 'shop'" },
            { "Compare", "ListStackResources", "Cannot list what the stack 'shop' holds" },
            { "Status", "DescribeStacks", "Cannot look up the stack 'shop'" },
            { "Status", "ListStackResources", "Cannot list what the stack 'shop' holds" },
            { "Delete", "DescribeStacks", "Cannot look up the stack 'shop'" },
            { "Delete", "ListStackResources", "Cannot list what the stack 'shop' holds" },
            { "Delete", "GetTemplate", "Cannot read the template of the stack 'shop'" },
            { "Delete", "DescribeStackEvents", "Cannot follow the stack 'shop'" },
            { "Delete", "DeleteStack", "Cannot delete the stack 'shop'" },
        };

    [Theory]
    [MemberData(nameof(Denials))]
    public void NamesActionAndResourceAndTheStatementToAdd(string command, string operation, string what)
    {
        var stack = Changed();
        Deny(operation, $" on resource: {OnStack} because no identity-based policy allows the cloudformation:{operation} action");

        Assert.Equal(1, Run(command));

        Assert.Equal(
            $"Error: {what}: the role may not cloudformation:{operation} on {OnStack}: User: {given.Aws.Caller} is not authorized to perform: "
                + $"cloudformation:{operation} on resource: {OnStack} because no identity-based policy allows the cloudformation:{operation} action. "
                + $$"""Add to its policy: {"Effect":"Allow","Action":"cloudformation:{{operation}}","Resource":"{{OnStack}}"}.""",
            given.Lines[^1]
        );
        Assert.DoesNotContain(given.Lines, line => line.StartsWith("Warning:", StringComparison.Ordinal));
        Assert.Equal("CREATE_COMPLETE", stack.Status);
        Assert.Empty(given.Stacks.ChangeSets);
    }

    /// <summary>AWS does not always say which resource it was.</summary>
    [Theory]
    [MemberData(nameof(Denials))]
    public void NamesTheStackWhereAwsNamesNoResource(string command, string operation, string what)
    {
        Changed();
        Deny(operation, "");

        Assert.Equal(1, Run(command));

        Assert.StartsWith($"Error: {what}: the role may not cloudformation:{operation} on arn:", given.Lines[^1], StringComparison.Ordinal);
        Assert.EndsWith(
            $$"""Add to its policy: {"Effect":"Allow","Action":"cloudformation:{{operation}}","Resource":"arn:aws:cloudformation:eu-central-1:*:stack/shop/*"}.""",
            given.Lines[^1],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void SaysThatTheChangeSetOfAComparisonIsLeft()
    {
        Changed();
        Deny("DeleteChangeSet", "");

        Assert.Equal(1, given.Compare());

        Assert.StartsWith("Error: Cannot delete the change set 'stevedore-", given.Lines[^1], StringComparison.Ordinal);
        Assert.EndsWith(Statement("DeleteChangeSet"), given.Lines[^1], StringComparison.Ordinal);
    }

    /// <summary>Whether others wait in it is not known, so it stays.</summary>
    [Fact]
    public void LeavesAStackOfWhichChangeSetsMayNotBeListed()
    {
        Deny("ListChangeSets", "");

        Assert.Equal(1, given.Compare());

        Assert.StartsWith(
            "Error: Cannot list the change sets of the stack 'shop': the role may not cloudformation:ListChangeSets on ",
            given.Lines[^1],
            StringComparison.Ordinal
        );
        Assert.EndsWith(Statement("ListChangeSets"), given.Lines[^1], StringComparison.Ordinal);
        Assert.Equal("REVIEW_IN_PROGRESS", given.Stacks.Stack("shop")!.Status);
        Assert.Empty(given.Calls("DeleteStack"));
    }

    [Fact]
    public void TakesNoStackOfWhichChangeSetsMayNotBeListed()
    {
        given.Aws.Faults.Fail("ExecuteChangeSet", "InternalFailure", "Something else.", 418);
        Assert.Equal(1, given.Deploy());
        given.Aws.Faults.Allow("ExecuteChangeSet");
        Deny("ListChangeSets", "");

        Assert.Equal(1, given.Deploy());

        Assert.EndsWith(Statement("ListChangeSets"), given.Lines[^1], StringComparison.Ordinal);
        Assert.Single(given.Calls("ExecuteChangeSet"));
    }

    /// <summary>Of a stack that a change set alone has made.</summary>
    [Fact]
    public void SaysThatTheStackOfAComparisonIsLeft()
    {
        Deny("DeleteStack", "");

        Assert.Equal(1, given.Compare());

        Assert.StartsWith(
            "Error: Cannot delete the stack 'shop': the role may not cloudformation:DeleteStack on ",
            given.Lines[^1],
            StringComparison.Ordinal
        );
        Assert.EndsWith(Statement("DeleteStack"), given.Lines[^1], StringComparison.Ordinal);
    }

    /// <summary>What was denied first is what is told, and not what could not be taken back for it.</summary>
    [Theory]
    [InlineData("Deploy", "ExecuteChangeSet")]
    [InlineData("Deploy", "DescribeStackEvents")]
    [InlineData("Compare", "CreateChangeSet")]
    [InlineData("Compare", "DescribeChangeSet")]
    public void TellsWhatWasDeniedFirst(string command, string operation)
    {
        Changed();
        Deny(operation, "");
        Deny("DeleteChangeSet", "");

        Assert.Equal(1, Run(command));

        Assert.EndsWith(Statement(operation), given.Lines[^1], StringComparison.Ordinal);
        Left("DeleteChangeSet");
    }

    [Theory]
    [InlineData("DeleteChangeSet")]
    [InlineData("ListChangeSets")]
    [InlineData("DeleteStack")]
    public void TellsWhyAChangeSetWasRefusedThoughItIsLeft(string operation)
    {
        given.Stacks.Next = new() { Refusal = "Template error: no such thing." };
        Deny(operation, "");

        Assert.Equal(1, given.Deploy());

        Assert.StartsWith(
            "Error: Cannot deploy stack 'shop' in eu-central-1: CloudFormation could not make a change set: Template error: no such thing. ",
            given.Lines[^1],
            StringComparison.Ordinal
        );
        Left(operation);
    }

    [Fact]
    public void TellsThatTheAnswerWasNoThoughTheChangeSetIsLeft()
    {
        given.Answers = _ => false;
        Deny("DeleteChangeSet", "");

        Assert.Equal(1, given.Deploy());

        Assert.Equal("Error: Cannot deploy stack 'shop' in eu-central-1: the answer was no. Nothing of it was changed.", given.Lines[^1]);
        Left("DeleteChangeSet");
    }

    /// <summary>Nothing else says what early validation has found.</summary>
    [Fact]
    public void WarnsWhereItCannotTellWhatEarlyValidationHasFound()
    {
        given.Stacks.Next = new() { Invalid = ("BuildProject", "Property TimeoutInMinutes is not in the range of 5 to 2160") };
        Deny("DescribeEvents", "");

        Assert.Equal(1, given.Deploy());

        Assert.Contains("Early validation of the change set has failed.", given.Lines[^1], StringComparison.Ordinal);
        var warning = Assert.Single(given.Lines, line => line.StartsWith("Warning:", StringComparison.Ordinal));
        Assert.StartsWith(
            "Warning: Cannot tell why the stack 'shop' failed: the role may not cloudformation:DescribeEvents on ",
            warning,
            StringComparison.Ordinal
        );
        Assert.EndsWith(Statement("DescribeEvents"), warning, StringComparison.Ordinal);
        Assert.Empty(given.Stacks.ChangeSets);
    }

    [Theory]
    [InlineData("Status")]
    [InlineData("Delete")]
    public void TellsTheCauseFromWhatHappenedInstead(string command)
    {
        given.Deployed();
        given.Stacks.Next = StackScript.Fails("BuildRole", "Cannot delete entity, must detach all policies first.");
        Deny("DescribeEvents", "");

        Assert.Equal(1, given.Delete());
        Assert.Contains("BuildRole (AWS::IAM::Role): Cannot delete entity", given.Lines[^1], StringComparison.Ordinal);
        if (command == "Status")
        {
            given.Lines.Clear();
            Assert.Equal(0, given.Status());
            Assert.StartsWith("  Failed last: BuildRole (AWS::IAM::Role): Cannot delete entity", given.Lines[^1], StringComparison.Ordinal);
        }

        Assert.DoesNotContain(given.Lines, line => line.StartsWith("Warning:", StringComparison.Ordinal));
    }

    private StubStack Changed()
    {
        var stack = given.Deployed();
        given.Changed("TimeoutInMinutes: 60", "TimeoutInMinutes: 30");
        return stack;
    }

    private int Run(string command) =>
        command switch
        {
            "Deploy" => given.Deploy(),
            "Compare" => given.Compare(),
            "Status" => given.Status(),
            _ => given.Delete(),
        };

    private void Deny(string operation, string where) =>
        given.Aws.Faults.Fail(
            operation,
            "AccessDenied",
            $"User: {given.Aws.Caller} is not authorized to perform: cloudformation:{operation}{where}",
            403
        );

    private void Left(string operation)
    {
        var warning = Assert.Single(given.Lines, line => line.StartsWith("Warning:", StringComparison.Ordinal));
        Assert.EndsWith(
            $"{Statement(operation)} What is left changes nothing until somebody executes it.",
            warning,
            StringComparison.Ordinal
        );
    }

    private static string Statement(string operation) =>
        $$"""Add to its policy: {"Effect":"Allow","Action":"cloudformation:{{operation}}","Resource":"arn:aws:cloudformation:eu-central-1:*:stack/shop/*"}.""";
}
