using Stevedore.Ecs.Services;
using Xunit;

namespace Stevedore.Tests.Ecs;

/// <summary>A one-off task from the new image decides whether services are updated.</summary>
public sealed class RunningATaskBefore : IDisposable
{
    private readonly DeployCase given = new();

    public RunningATaskBefore() =>
        given.Deploying(""" "services": ["web"], "before": { "container": "web", "command": ["migrate", "--all"] } """);

    public void Dispose() => given.Dispose();

    [Fact]
    public void UpdatesWhereItSucceeds()
    {
        given.Ecs.NextTask = OneOffTask.Exits(0, 20, "2 migrations.", "Done.");
        Ends("before", 0);
        Assert.Equal(
            """{"containerOverrides":[{"name":"web","command":["migrate","--all"]}]}""",
            Assert.Single(given.Calls("RunTask")).Body["overrides"]!.ToJsonString()
        );
        Assert.Single(given.Calls("RegisterTaskDefinition"));
    }

    [Fact]
    public void UpdatesNothingWhereItFails()
    {
        given.Ecs.NextTask = OneOffTask.Exits(3, 20, "No table.");
        Ends("before-fails", 1);
    }

    [Fact]
    public void UpdatesNothingWhereItHasNoExitCode()
    {
        given.Ecs.NextTask = OneOffTask.Fails(TaskFailure.CannotPull("shop/web"));
        Ends("before-never-starts", 1);
    }

    [Fact]
    public void UpdatesNothingWhereItIsRefused()
    {
        given.Ecs.NextTask = OneOffTask.Refused("RESOURCE:MEMORY");
        Ends("before-refused", 1);
    }

    [Fact]
    public void StopsWhatDoesNotEnd()
    {
        given.Deploying(""" "services": ["web"], "timeoutMinutes": 2, "before": { "container": "web" } """);
        given.Ecs.NextTask = OneOffTask.Runs();
        Ends("before-does-not-end", 1);
        Assert.Single(given.Calls("StopTask"));
    }

    [Fact]
    public void RefusesAContainerThatNoTaskHas()
    {
        given.Deploying(""" "services": ["web"], "before": { "container": "wbe" } """);
        Ends("before-without-container", 1);
        Assert.Empty(given.Calls("RegisterTaskDefinition"));
    }

    [Fact]
    public void RunsNothingWhereNothingChanges()
    {
        Assert.Equal(0, given.Deploy());
        Assert.Equal(0, given.Deploy());
        Assert.Single(given.Calls("RunTask"));
    }

    [Fact]
    public void WaitsUntilTheRevisionIsVisible()
    {
        given.Ecs.Faults.RevisionHiddenForCalls = 2;
        Assert.Equal(0, given.Deploy());
    }

    private void Ends(string name, int code)
    {
        Assert.Equal(code, given.Deploy());
        Golden.Equal($"{name}.txt", given.Transcript(code));
        Assert.Equal(1 - code, given.Calls("UpdateService").Length);
    }
}
