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

    [Fact]
    public void StopsWhatWasStartedThoughNoAnswerCame()
    {
        given.Ecs.NextTask = Stevedore.Tests.Ecs.OneOffTask.Runs();
        given.Ecs.Faults.Before("RunTask", () => LoseTheAnswer(given.Ecs.Requests.Length));
        Assert.Equal(1, given.Deploy());
        Assert.Empty(given.Calls("StopTask"));

        given.CutShort();

        Assert.Equal(
            given.Ecs.Tasks.Single(task => task.Service is null).Arn,
            (string?)Assert.Single(given.Calls("StopTask")).Body["task"]
        );
    }

    [Fact]
    public void SaysHowToStopWhatIsNotListed()
    {
        given.Ecs.NextTask = Stevedore.Tests.Ecs.OneOffTask.Exits(0);
        given.Ecs.Faults.Before("RunTask", () => LoseTheAnswer(given.Ecs.Requests.Length));
        Assert.Equal(1, given.Deploy());
        given.Ecs.Faults.Deny("ListTasks");

        given.CutShort();

        Assert.StartsWith(
            "web: whether a task of web:2 was started could not be told: the role may not ecs:ListTasks on ",
            given.Lines[^1],
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "Look with `aws ecs list-tasks --cluster shop --started-by stevedore-before-web --region eu-central-1`, "
                + "and end it with `aws ecs stop-task --cluster shop --task <task> --region eu-central-1`.",
            given.Lines[^1],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void LooksForWhatMayHaveStartedThoughEcsFailed()
    {
        given.Ecs.NextTask = Stevedore.Tests.Ecs.OneOffTask.Exits(0);
        given.Ecs.Faults.Fail("RunTask", "ServerException", "Service Unavailable", 500);
        Assert.Equal(1, given.Deploy());

        given.CutShort();

        Assert.StartsWith("web: whether a task of web:2 was started could not be told: ", given.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void StopsOnceWhatTakesTooLong()
    {
        given.Deploying(""" "services": ["web"], "timeoutMinutes": 5, "before": { "container": "web", "command": ["migrate"] } """);
        given.Ecs.NextTask = Stevedore.Tests.Ecs.OneOffTask.Runs();

        Assert.Equal(1, given.Deploy());
        given.CutShort();

        Assert.Single(given.Calls("StopTask"));
    }

    [Fact]
    public void GivesUpWhereEcsDoesNotStopIt()
    {
        given.Ecs.NextTask = Stevedore.Tests.Ecs.OneOffTask.Runs();
        given.Ecs.Faults.Before("DescribeTasks", () => given.Ecs.Faults.Deny("DescribeTasks"), 2);
        Assert.Equal(1, given.Deploy());
        using var released = new ManualResetEventSlim();
        var known = given.Ecs.Operations["StopTask"];
        given.Ecs.Operations["StopTask"] = known with
        {
            Answer = input =>
            {
                released.Wait(TimeSpan.FromSeconds(20));
                return known.Answer(input);
            },
        };
        var begun = System.Diagnostics.Stopwatch.StartNew();

        given.CutShort();

        Assert.True(begun.Elapsed < TimeSpan.FromSeconds(12), begun.Elapsed.ToString());
        released.Set();
        var task = given.Ecs.Tasks.Single(one => one.Service is null).Arn.Split('/')[^1];
        Assert.Equal(
            $"web: task {task} could not be stopped: ECS did not do so within 5 s. End it with `aws ecs stop-task --cluster shop --task {task} --region eu-central-1`.",
            given.Lines[^1]
        );
    }

    // Of the call and of its repetition.
    private void LoseTheAnswer(int call)
    {
        for (var next = call; next < call + 2; next++)
        {
            given.Ecs.Faults.LoseConnectionAt(next, isDone: true);
        }
    }

    private void Ends(string name, int code)
    {
        Assert.Equal(code, given.Deploy());
        Golden.Equal($"{name}.txt", given.Transcript(code));
        Assert.Equal(1 - code, given.Calls("UpdateService").Length);
    }
}
