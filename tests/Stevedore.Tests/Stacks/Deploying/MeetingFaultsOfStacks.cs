using Xunit;

namespace Stevedore.Tests.Stacks.Deploying;

public sealed class MeetingFaultsOfStacks : IDisposable
{
    private readonly DeploymentCase given = new();

    public void Dispose() => given.Dispose();

    [Theory]
    [InlineData("DescribeStacks")]
    [InlineData("CreateChangeSet")]
    [InlineData("DescribeChangeSet")]
    [InlineData("ExecuteChangeSet")]
    [InlineData("DescribeStackEvents")]
    [InlineData("ListConnections")]
    public void WaitsWhereItIsThrottled(string operation)
    {
        given.Aws.Faults.Throttle(operation, 5);

        Assert.Equal(0, given.Deploy());
        Assert.Equal("CREATE_COMPLETE", given.Stacks.Stack("shop")!.Status);
        Assert.Single(given.Lines, line => line.StartsWith("Warning:", StringComparison.Ordinal));
        Assert.Single(given.Lines, line => line.StartsWith("  created   Pipeline", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BearsALostConnectionAtEveryCall(bool isDone)
    {
        Assert.Equal(0, given.Deploy());
        var calls = given.Aws.Requests.Length;
        // Who asks is asked of another service, whose client asks again itself.
        var ofCaller = Array.FindIndex(given.Aws.Requests, request => request.Operation == "GetCallerIdentity") + 1;

        Assert.Empty(Enumerable.Range(1, calls).Where(call => call != ofCaller).Select(call => Fault(call, isDone)).OfType<string>());
    }

    [Fact]
    public void WaitsForSomebodyToSignInAgain()
    {
        given.Aws.Faults.ExpireCredentialsFrom(12);
        given.Aws.After(60, given.Aws.Faults.RenewCredentials);

        Assert.Equal(0, given.Deploy());
        Assert.Contains(given.Lines, line => line.Contains("the AWS credentials have expired. Sign in again", StringComparison.Ordinal));
    }

    [Fact]
    public void GivesUpWhereNobodyDoes()
    {
        given.Aws.Faults.ExpireCredentialsFrom(12);

        Assert.Equal(1, given.Deploy());
        Assert.Contains("the AWS credentials have expired. Sign in again", given.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void DeploysOnceThoughTwoDo()
    {
        given.Deployed();
        given.Changed("TimeoutInMinutes: 60", "TimeoutInMinutes: 30");

        var codes = given.DeployTwice();

        Assert.Equal((0, 0), codes);
        Assert.Single(
            given.Stacks.Stack("shop")!.Events,
            happened =>
                (string?)happened["ResourceStatus"] == "UPDATE_IN_PROGRESS"
                && (string?)happened["ResourceType"] == "AWS::CloudFormation::Stack"
        );
    }

    [Fact]
    public void EndsWhereAnotherRunHasDoneTheSameWhileThisOneAsked()
    {
        var stack = given.Deployed();
        given.Changed("TimeoutInMinutes: 60", "TimeoutInMinutes: 30");
        given.Answers = question =>
        {
            if (question.StartsWith("Execute", StringComparison.Ordinal))
            {
                var made = given.Stacks.ChangeSets.Single();
                given.Aws.Change(() =>
                    given.Stacks.Operations.Execute(given.Aws, made, Stevedore.Stacks.Deploying.ChangeSetName.TokenOf(made.Id))
                );
                given.Clock.Advance(TimeSpan.FromMinutes(10));
                _ = given.Aws.Now;
            }

            return true;
        };

        Assert.Equal(0, given.Deploy());
        Assert.Equal("UPDATE_COMPLETE", stack.Status);
    }

    [Fact]
    public void LeavesNothingWhereTheChangeSetMayNotBeExecuted()
    {
        given.Aws.Faults.Deny("ExecuteChangeSet");

        Assert.Equal(1, given.Deploy());

        Assert.Empty(given.Stacks.ChangeSets);
        Assert.Null(given.Stacks.Stack("shop"));
    }

    [Fact]
    public void LeavesNothingWhenItIsCancelledBeforeTheExecutionIsTaken()
    {
        given.Aws.Faults.Fail("ExecuteChangeSet", "ThrottlingException", "Rate exceeded");
        given.Aws.Faults.Before("ExecuteChangeSet", given.Cancel, call: 2);

        Assert.Equal(130, given.Deploy());

        Assert.Empty(given.Stacks.ChangeSets);
        Assert.Null(given.Stacks.Stack("shop"));
    }

    [Fact]
    public void FindsTheChangeSetOfARunThatWasKilled()
    {
        given.Deployed();
        given.Changed("TimeoutInMinutes: 60", "TimeoutInMinutes: 30");
        given.Aws.Faults.Fail("ExecuteChangeSet", "InternalFailure", "Something else.", 418);
        Assert.Equal(1, given.Deploy());
        Assert.Single(given.Stacks.ChangeSets);
        given.Aws.Faults.Allow("ExecuteChangeSet");
        given.Lines.Clear();

        var code = given.Deploy();

        Golden.Equal("found-change-set.txt", given.Transcript(code));
        Assert.Single(given.Calls("CreateChangeSet"));
    }

    [Fact]
    public void ShowsWhatGoesWithAStackThatCouldNotBeCreated()
    {
        given.Deployed().Set("CREATE_FAILED");
        given.Answers = _ => false;

        Assert.Equal(1, given.Deploy());
        Assert.Contains("  BuildProject (AWS::CodeBuild::Project) shop", given.Lines);
        Assert.Empty(given.Calls("DeleteStack"));
    }

    [Fact]
    public void FollowsTheUpdateOfARunThatWasCancelled()
    {
        given.Deployed();
        given.Changed("TimeoutInMinutes: 60", "TimeoutInMinutes: 30");
        given.Stacks.Next = new() { Seconds = 58 };
        given.Aws.Faults.Before("DescribeStackEvents", given.CancelAtOnce, call: 3);

        Assert.Equal(130, given.Deploy());
        given.Renew();
        given.Lines.Clear();
        var code = given.Deploy();

        Golden.Equal("followed.txt", given.Transcript(code));
        Assert.Single(given.Calls("ExecuteChangeSet"));
    }

    [Fact]
    public void SaysThatItGoesOnWhenItIsCancelled()
    {
        given.Deployed();
        given.Changed("TimeoutInMinutes: 60", "TimeoutInMinutes: 30");
        given.Stacks.Next = new() { Seconds = 58 };
        given.Aws.Faults.Before("DescribeStackEvents", given.CancelAtOnce, call: 3);

        var said = given.Errors(() => Assert.Equal(130, given.Deploy()));

        Assert.Equal(
            "Cancelled. The update of the stack 'shop' in eu-central-1 goes on in AWS: StackStatus --pipeline=shop shows it, and the same command again follows it.\n",
            said
        );
        given.Clock.Advance(TimeSpan.FromMinutes(5));
        _ = given.Aws.Now;
        Assert.Equal("UPDATE_COMPLETE", given.Stacks.Stack("shop")!.Status);
    }

    [Fact]
    public void LeavesNothingWhenItIsCancelledBeforeItBegins()
    {
        given.Aws.Faults.Before("DescribeChangeSet", given.Cancel, call: 2);

        Assert.Equal(130, given.Deploy());

        Assert.Empty(given.Stacks.ChangeSets);
        Assert.Null(given.Stacks.Stack("shop"));
    }

    [Fact]
    public void WaitsForTheHandshakeOfAConnection()
    {
        given.Surroundings.Connections["acme"] = (DeploymentCase.Connection, "PENDING");
        given.Aws.After(45, () => given.Surroundings.Connections["acme"] = (DeploymentCase.Connection, "AVAILABLE"));

        Assert.Equal(0, given.Deploy());
        Assert.Equal(
            [
                $"The connection {DeploymentCase.Connection} is pending: AWS made it, and nobody has let it in at the provider yet.",
                "  1. Open https://eu-central-1.console.aws.amazon.com/codesuite/settings/connections?region=eu-central-1",
                "  2. Choose the connection, then 'Update pending connection'.",
                "  3. Sign in at the provider, install or choose the app, and connect.",
                "  Waiting for that. Ctrl-C ends the waiting; nothing was changed.",
                "  It is available.",
            ],
            given.Lines[..6]
        );
    }

    [Fact]
    public void GivesUpWhereNobodyDoesTheHandshake()
    {
        given.Surroundings.Connections["acme"] = (DeploymentCase.Connection, "PENDING");

        Assert.Equal(1, given.Deploy());
        Assert.StartsWith(
            $"Error: Cannot deploy stack 'shop' in eu-central-1: the connection {DeploymentCase.Connection} is still pending. Do its handshake at ",
            given.Lines[^1],
            StringComparison.Ordinal
        );
        Assert.Empty(given.Calls("CreateChangeSet"));
    }

    [Fact]
    public void ListsWhatRunsBeforeThePipelineIsChanged()
    {
        given.Deployed();
        given.Changed("ExecutionMode: QUEUED", "ExecutionMode: SUPERSEDED");
        given.Surroundings.Running.Add(("e-1", "InProgress", "Sell more"));
        given.Surroundings.Running.Add(("e-0", "Succeeded", "Sell"));
        given.Answers = question => !question.StartsWith("Change it", StringComparison.Ordinal);

        var code = given.Deploy();

        Golden.Equal("executions.txt", given.Transcript(code));
        Assert.Empty(given.Calls("ExecuteChangeSet"));
        Assert.Empty(given.Stacks.ChangeSets);
    }

    [Fact]
    public void GoesOnWhereExecutionsMayNotBeListed()
    {
        given.Deployed();
        given.Changed("ExecutionMode: QUEUED", "ExecutionMode: SUPERSEDED");
        given.Aws.Faults.Deny("ListPipelineExecutions");

        Assert.Equal(0, given.Deploy());
        Assert.Contains(
            given.Lines,
            line =>
                line.StartsWith(
                    "Warning: Cannot list what runs in the pipeline 'shop': the role may not codepipeline:ListPipelineExecutions",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void AsksForPermissionsByThemselves()
    {
        given.Deployed();
        given.Changed("Action: [ecr:PutImage, ecr:InitiateLayerUpload]", "Action: ecr:*");
        given.Answers = question => !question.StartsWith("Give these", StringComparison.Ordinal);

        var code = given.Deploy();

        Golden.Equal("permissions.txt", given.Transcript(code));
        Assert.Empty(given.Calls("ExecuteChangeSet"));
    }

    [Fact]
    public void DeploysALongTemplateFromTheBucket()
    {
        LongTemplate();

        Assert.Equal(0, given.Deploy());
        var (place, text) = Assert.Single(given.Surroundings.Bucket.Objects);
        Assert.Equal($"https://{place}", (string?)given.Calls("CreateChangeSet")[0].Body["TemplateURL"]);
        Assert.StartsWith("acme-artifacts.s3.eu-central-1.amazonaws.com/stevedore-templates/shop/", place, StringComparison.Ordinal);
        Assert.Contains(DeploymentCase.Template, text, StringComparison.Ordinal);
        Assert.EndsWith(Assert.Single(given.Surroundings.Bucket.Deleted), place, StringComparison.Ordinal);
    }

    [Fact]
    public void TakesNoLongTemplateFromAnotherRun()
    {
        LongTemplate();

        Assert.Equal(0, given.Compare());
        Assert.Equal(0, given.Deploy());
        Assert.Equal(2, given.Surroundings.Bucket.Objects.Count);
    }

    [Fact]
    public void LeavesNoLongTemplateWhereItIsRefused()
    {
        LongTemplate();
        given.Aws.Faults.Deny("CreateChangeSet");

        Assert.Equal(1, given.Deploy());
        var (place, _) = Assert.Single(given.Surroundings.Bucket.Objects);
        Assert.EndsWith(Assert.Single(given.Surroundings.Bucket.Deleted), place, StringComparison.Ordinal);
    }

    [Fact]
    public void SaysWhatTheBucketWants()
    {
        LongTemplate();
        given.Surroundings.Bucket.Refusal = "AccessDenied";

        Assert.Equal(1, given.Deploy());
        Assert.EndsWith(
            """Add to its policy: {"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::acme-artifacts/stevedore-templates/*"}.""",
            given.Lines[^1],
            StringComparison.Ordinal
        );
        Assert.Empty(given.Calls("CreateChangeSet"));
    }

    private static string? Fault(int call, bool isDone)
    {
        using DeploymentCase one = new();
        one.Aws.Faults.LoseConnectionAt(call, isDone);
        var code = one.Deploy();
        return
            code == 0
            && one.Stacks.Stack("shop") is { Status: "CREATE_COMPLETE" } stack
            && stack.Events.Count(happened =>
                (string?)happened["ResourceStatus"] == "CREATE_IN_PROGRESS" && (string?)happened["LogicalResourceId"] == "Pipeline"
            ) == 1
            ? null
            : $"call {call}: {string.Join('\n', one.Lines)}";
    }

    // Longer than CloudFormation takes in a request, and a bucket for it.
    private void LongTemplate()
    {
        given.Write(
            "stevedore.json",
            DeploymentCase.Settings.Replace("\"source\":", "\"bucket\": \"acme-artifacts\", \"source\":", StringComparison.Ordinal)
        );
        given.Made["pipeline/shop.yml"] = given.Stacks.Operations.Uploaded = DeploymentCase.Template + new string('#', 51_200);
    }
}
