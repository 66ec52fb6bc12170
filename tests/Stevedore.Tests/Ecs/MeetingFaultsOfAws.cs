using Xunit;

namespace Stevedore.Tests.Ecs;

public sealed class MeetingFaultsOfAws : IDisposable
{
    private readonly DeployCase given = new();

    public void Dispose() => given.Dispose();

    [Theory]
    [InlineData("GetCallerIdentity")]
    [InlineData("DescribeServices")]
    [InlineData("DescribeTaskDefinition")]
    [InlineData("RegisterTaskDefinition")]
    [InlineData("UpdateService")]
    [InlineData("ListServiceDeployments")]
    [InlineData("DescribeServiceDeployments")]
    [InlineData("DescribeServiceRevisions")]
    [InlineData("ListTasks")]
    public void WaitsWhereItIsThrottled(string operation)
    {
        given.Ecs.Faults.Throttle(operation, 1);

        Assert.Equal(0, given.Deploy());
        Assert.Single(given.Calls("UpdateService").Skip(operation == "UpdateService" ? 1 : 0));
        Assert.Empty(given.Warnings);
    }

    [Theory]
    [InlineData("DescribeServices")]
    [InlineData("ListServiceDeployments")]
    [InlineData("DescribeServiceDeployments")]
    [InlineData("ListTasks")]
    public void GoesOnWhereItIsThrottledWhileItWaits(string operation)
    {
        given.Ecs.Faults.Before("UpdateService", () => given.Ecs.Faults.Throttle(operation, 7));

        Assert.Equal(0, given.Deploy());
        Assert.Single(given.Warnings);
    }

    [Fact]
    public void BelievesTheServiceAloneNowhereThatItsDeploymentMayStillTell()
    {
        given.Ecs.Faults.Before("UpdateService", () => given.Ecs.Faults.Throttle("DescribeServiceDeployments", 7));

        Assert.Equal(0, given.Deploy());
        Assert.EndsWith("The deployment goes on, and is looked for again.", Assert.Single(given.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void SaysThatTheDeploymentGoesOnWhereTheCredentialsExpire()
    {
        given.Ecs.Faults.Before("ListTasks", () => given.Ecs.Faults.ExpireCredentialsFrom(given.Ecs.Requests.Length), call: 3);

        var code = given.Deploy();

        Golden.Equal("expired.txt", given.Transcript(code));
        Assert.Equal(1, code);
        given.Ecs.Faults.RenewCredentials();
        Assert.Equal(0, given.Deploy());
        Assert.Single(given.Calls("RegisterTaskDefinition"));
    }

    /// <summary>Each of the calls of a whole deployment in turn, before and after it was done.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BearsALostConnectionAtEveryCall(bool isDone)
    {
        Assert.Equal(0, given.Deploy());
        var calls = given.Ecs.Requests.Length;
        string[] faults =
        [
            .. Enumerable.Range(1, calls).AsParallel().WithDegreeOfParallelism(16).Select(call => Fault(call, isDone)).OfType<string>(),
        ];

        Assert.Empty(faults);
    }

    private static string? Fault(int call, bool isDone)
    {
        using DeployCase one = new();
        one.Ecs.Faults.LoseConnectionAt(call, isDone);

        var code = one.Deploy();

        var runs = one.Service.Primary.Definition.Containers.First().Text("image");
        return code == 0 && runs == one.Image && one.Service.History.Count == 2
            ? null
            : $"Call {call}, {one.Ecs.Requests[call - 1].Operation}: {one.Transcript(code)}";
    }

    [Fact]
    public void BearsThatTheConnectionStaysLostForAMinute()
    {
        given.Ecs.Faults.Before(
            "ListTasks",
            () =>
            {
                for (var call = given.Ecs.Requests.Length + 1; call < given.Ecs.Requests.Length + 12; call++)
                {
                    given.Ecs.Faults.LoseConnectionAt(call);
                }
            },
            call: 3
        );

        Assert.Equal(0, given.Deploy());
        Assert.Single(given.Warnings);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void WaitsUntilANewRevisionIsVisible(int seconds)
    {
        given.Ecs.Faults.RevisionHiddenFor = TimeSpan.FromSeconds(seconds);

        Assert.Equal(0, given.Deploy());
        Assert.Single(given.Calls("RegisterTaskDefinition"));
    }

    [Fact]
    public void WaitsUntilANewServiceDeploymentIsVisible()
    {
        given.Ecs.Faults.ServiceDeploymentHiddenFor = TimeSpan.FromSeconds(20);
        given.Service.Next = Script.BreakerRollback();

        Assert.Equal(1, given.Deploy());
        Assert.Contains("the circuit breaker opened after 3 failed tasks", given.Lines[^1]);
    }

    [Fact]
    public void NamesTheRoleThatMayNotBePassed()
    {
        given.Ecs.Faults.Deny("RegisterTaskDefinition", "iam:PassRole", "arn:aws:iam::123456789012:role/web-task");

        var code = given.Deploy();

        Golden.Equal("pass-role-denied.txt", given.Transcript(code));
        Assert.Equal(1, code);
        Assert.Empty(given.Calls("UpdateService"));
    }

    [Theory]
    [InlineData("RegisterTaskDefinition")]
    [InlineData("UpdateService")]
    [InlineData("DescribeServices")]
    [InlineData("DescribeTaskDefinition")]
    public void NamesThePermissionThatIsMissing(string operation)
    {
        given.Ecs.Faults.Deny(operation);

        Assert.Equal(1, given.Deploy());
        Assert.Contains($"the role may not ecs:{operation} on ", given.Lines[^1]);
        Assert.Equal("web:1", given.Service.Primary.Definition.Name);
    }

    [Theory]
    [InlineData("ListTasks")]
    [InlineData("DescribeTasks")]
    [InlineData("DescribeTargetHealth")]
    [InlineData("GetLogEvents")]
    [InlineData("ListServiceDeployments")]
    [InlineData("DescribeServiceDeployments")]
    [InlineData("DescribeServiceRevisions")]
    [InlineData("GetCallerIdentity")]
    public void DeploysWithoutWhatIsOnlyForTelling(string operation)
    {
        given.Service.Behind("web");
        given.Ecs.Faults.Deny(operation);

        Assert.Equal(0, given.Deploy());
        Assert.Equal(operation is "GetLogEvents" or "GetCallerIdentity" ? 0 : 1, given.Warnings.Count);
        Assert.Equal("deployed (2 of 2 running)", given.Lines[^1].Split("  ", StringSplitOptions.RemoveEmptyEntries)[1]);
    }

    [Theory]
    [InlineData("GetLogEvents")]
    [InlineData("DescribeTasks")]
    public void SaysOnceWhatCannotBeToldOfTasksThatFail(string operation)
    {
        given.Ecs.Faults.Deny(operation);
        given.Service.Next = Script.BreakerRollback();

        Assert.Equal(1, given.Deploy());
        Assert.Single(given.Warnings);
    }
}
