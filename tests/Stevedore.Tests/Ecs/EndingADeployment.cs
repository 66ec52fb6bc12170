using System.Text.Json.Nodes;
using Xunit;

namespace Stevedore.Tests.Ecs;

/// <summary>Every end that a rolling deployment can come to: what is printed, the exit code, and what the record says.</summary>
public sealed class EndingADeployment : IDisposable
{
    private readonly DeployCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void WithSuccess() => Ends(Script.Success(), 0, "deployed");

    [Fact]
    public void WithSlowSuccess() => Ends(Script.SlowSuccess(), 0, "deployed", "slow-success");

    [Fact]
    public void WithARollbackByTheBreaker() => Ends(Script.BreakerRollback(), 1, "rolled back", "breaker-rollback");

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(false, false, true)]
    [InlineData(true, true, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, false)]
    public void WithARollbackHoweverEcsTellsOfIt(bool reuses, bool keepsCurrent, bool isListed)
    {
        (given.Service.ReusesDeployment, given.Service.KeepsCurrent) = (reuses, keepsCurrent);
        if (!isListed)
        {
            given.Ecs.Faults.Deny("ListServiceDeployments");
        }

        given.Service.Next = Script.BreakerRollback();

        Assert.Equal(1, given.Deploy());
        Assert.Equal("rolled back", Outcome());
        Assert.Contains("was rolled back by ECS", given.Lines.Single(line => line.StartsWith("Error: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void WithARollbackThatOnlyTheServiceTellsOf()
    {
        given.Ecs.Faults.Deny("ListServiceDeployments");
        Ends(Script.BreakerRollback(), 1, "rolled back", "breaker-rollback-by-service");
    }

    [Fact]
    public void WithARollbackByAnAlarm() => Ends(Script.AlarmRollback(), 1, "rolled back", "alarm-rollback");

    [Fact]
    public void WithARollbackByAnAlarmThatOnlyTheServiceTellsOf()
    {
        given.Ecs.Faults.Deny("ListServiceDeployments");
        given.Service.Next = Script.AlarmRollback();

        Assert.Equal(1, given.Deploy());
        Assert.Equal("rolled back", Outcome());
    }

    [Fact]
    public void StuckWhereTheBreakerMayNotGoBack() => Ends(Script.BreakerWithoutRollback(), 1, "stuck", "stuck");

    [Fact]
    public void StuckWhereOnlyTheServiceTellsOfIt()
    {
        given.Ecs.Faults.Deny("ListServiceDeployments");
        given.Service.Next = Script.BreakerWithoutRollback();

        Assert.Equal(1, given.Deploy());
        Assert.Equal("stuck", Outcome());
    }

    [Fact]
    public void FailedWhereGoingBackFailsAsWell() => Ends(Script.RollbackFails(), 1, "failed", "rollback-fails");

    [Fact]
    public void TimedOutWhereTasksCrashForEver()
    {
        given.Deploying(""" "services": ["web"], "timeoutMinutes": 5 """);
        Ends(Script.CrashLoop(), 1, "timed out", "crash-loop");
    }

    [Fact]
    public void TimedOutWithoutAFloodOfLines()
    {
        given.Service.Next = Script.CrashLoop();

        Assert.Equal(1, given.Deploy());
        Assert.InRange(given.Lines.Count, 1, 60);
        Assert.Equal(5, given.Lines.Count(line => line.Contains("stopped: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void WithAnImageThatCannotBePulled() => Ends(Script.PullFailure(), 1, "rolled back", "pull-failure");

    [Fact]
    public void WithAContainerThatIsUnhealthy() => Ends(Script.ContainerHealthCheckFailure(), 1, "rolled back", "container-unhealthy");

    [Fact]
    public void WithTargetsThatAreUnhealthy()
    {
        given.Service.Behind("web");
        Ends(Script.TargetHealthCheckFailure(), 1, "rolled back", "target-unhealthy");
    }

    [Fact]
    public void WithTooLittleMemory() => Ends(Script.OutOfMemory(), 1, "rolled back", "out-of-memory");

    [Fact]
    public void TimedOutWithoutCapacity()
    {
        given.Deploying(""" "services": ["web"], "timeoutMinutes": 10 """);
        Ends(Script.InsufficientCapacity(), 1, "timed out", "insufficient-capacity");
    }

    [Fact]
    public void WithFewerTasksWhereThatCountsAsSuccess()
    {
        Configure("earlySuccessCriteria", new JsonObject { ["enable"] = true });
        Ends(Script.EarlySuccess(), 0, "deployed", "early-success");
        Assert.Contains("deployed (1 of 2 running)", given.Lines[^1]);
    }

    [Fact]
    public void FailedWhereTheServiceIsDeleted() => Ends(Script.ServiceDeletedMeanwhile(), 1, "failed", "deleted-meanwhile");

    [Fact]
    public void SupersededWhereSomebodyElseDeploys() => Ends(Script.AnotherDeploymentMeanwhile(), 1, "superseded", "superseded");

    [Fact]
    public void SupersededWhereOnlyTheServiceTellsOfIt()
    {
        given.Ecs.Faults.Deny("ListServiceDeployments");
        given.Service.Next = Script.AnotherDeploymentMeanwhile();

        Assert.Equal(1, given.Deploy());
        Assert.Equal("superseded", Outcome());
    }

    [Fact]
    public void TellsOfTasksThatEcsDoesNotCount()
    {
        given.Service.CountsFailures = false;
        given.Service.Next = Script.BreakerRollback();

        Assert.Equal(1, given.Deploy());
        Assert.Contains("web: 2 desired, 0 pending, 0 running, 1 failed", given.Lines);
    }

    private void Configure(string member, JsonNode value) => given.Service.Members["deploymentConfiguration"]![member] = value;

    private string? Outcome() =>
        (string?)JsonNode.Parse(File.ReadAllText(given.File("artifacts/deployment.json")))!["services"]![0]!["outcome"];

    private void Ends(Script script, int code, string outcome, string? name = null)
    {
        given.Service.Next = script;

        Assert.Equal(code, given.Deploy());
        Assert.Equal(outcome, Outcome());
        Golden.Equal($"{name ?? outcome}.txt", given.Transcript(code));
    }
}
