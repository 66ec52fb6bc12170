using Xunit;

namespace Stevedore.Tests.Errors;

public sealed class CleaningUp
{
    [Fact]
    public void UndoesTheLastFirstAndEachOnce()
    {
        var undone = new List<int>();
        using var cleanUp = new CleanUp();
        foreach (var step in new[] { 1, 2, 3 })
        {
            cleanUp.Register(() => undone.Add(step));
        }

        cleanUp.Run();
        cleanUp.Run();

        Assert.Equal([3, 2, 1], undone);
    }

    [Fact]
    public void UndoesWhatIsRegisteredWhileUndoing()
    {
        var undone = new List<string>();
        using var cleanUp = new CleanUp();
        cleanUp.Register(() => cleanUp.Register(() => undone.Add("inner")));

        cleanUp.Run();

        Assert.Equal(["inner"], undone);
    }

    [Fact]
    public void GoesOnAfterWhatCannotBeUndone()
    {
        var undone = new List<string>();
        using var cleanUp = new CleanUp();
        cleanUp.Register(() => undone.Add("first"));
        cleanUp.Register(() => throw new DirectoryNotFoundException("It is gone."));

        cleanUp.Run();

        Assert.Equal(["first"], undone);
    }

    public static TheoryData<Exception, string> Causes =>
        new()
        {
            {
                new DirectoryNotFoundException("Could not find a part of the path '/x/y'."),
                "Cannot clean up: a folder of its path is not there. What was shipped does not depend on it; "
                    + "what this run leaves in the folder for temporary files, the next one removes."
            },
            {
                new InvalidOperationException("Process was not started by this object."),
                "Cannot clean up: the system says 'Process was not started by this object'. What was shipped does not depend on it; "
                    + "what this run leaves in the folder for temporary files, the next one removes."
            },
            {
                new StevedoreException("Cannot remove the builder 'x'", "docker ended with exit code 1", "Remove it.")
                {
                    Details = ["exit code 1"],
                },
                "Cannot clean up: Cannot remove the builder 'x': docker ended with exit code 1. Remove it.\nexit code 1"
            },
        };

    [Theory]
    [MemberData(nameof(Causes))]
    public void SaysWhyAndWhatToDo(Exception cause, string message) => Assert.Equal(message, CleanUp.Fault(cause).Message);

    [Fact]
    public async Task WaitsForTheThreadThatUndoes()
    {
        using var started = new SemaphoreSlim(0);
        var isUndone = false;
        using var cleanUp = new CleanUp();
        cleanUp.Register(() =>
        {
            started.Release();
            Thread.Sleep(200);
            isUndone = true;
        });
        var other = Task.Run(cleanUp.Run, TestContext.Current.CancellationToken);
        await started.WaitAsync(TestContext.Current.CancellationToken);

        cleanUp.Run();

        Assert.True(isUndone);
        await other;
    }

    [Fact]
    public void UndoesWhenTheProcessEnds()
    {
        using var run = ChildRun.Start("return");

        Assert.Equal((3, "ready|undone 2|undone 1"), run.End());
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    public void UndoesAndEndsAsCancelledOnASignal(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var run = ChildRun.Start("wait");

        run.Signal(signal);

        Assert.Equal((130, "ready|undone 2|undone 1"), run.End());
    }

    [Fact]
    public void EndsAsCancelledAlthoughWhatWasCancelledFails()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var run = ChildRun.Start("fail");

        run.Signal("INT");

        Assert.Equal((130, "ready|undone 2|undone 1"), run.End());
    }

    [Fact]
    public void DoesSomethingAlongWithWhatUndoesIt()
    {
        var done = new List<string>();
        using var cleanUp = new CleanUp();

        cleanUp.Do(() => done.Add("done"), undo: () => done.Add("undone"));
        cleanUp.Run();

        Assert.Equal(["done", "undone"], done);
    }

    [Fact]
    public void DoesWhatLeavesTracesWhileItUndoes()
    {
        var done = new List<string>();
        using var cleanUp = new CleanUp();
        cleanUp.Register(() => cleanUp.Do(() => done.Add("log")));

        cleanUp.Run();

        Assert.Equal(["log"], done);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    public void UndoesWhatIsBeingDoneAndBeginsNothingMore(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var run = ChildRun.Start("busy");

        run.Signal(signal);
        var (exitCode, output) = run.End();

        // Each is done once and undone once; nothing is done when the undoing has begun.
        var lines = output.Split('|')[1..];
        var done = lines.Where(line => line.StartsWith("done", StringComparison.Ordinal)).Select(line => line[5..]).ToArray();
        Assert.Equal(130, exitCode);
        Assert.NotEmpty(done);
        Assert.Equal([.. done.Select(number => $"done {number}"), .. done.Reverse().Select(number => $"undone {number}")], lines);
    }

    [Fact]
    public void GoesOnAfterAHangupThatItWasStartedToIgnore()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var run = ChildRun.Start("wait", "nohup");

        run.Signal("HUP");
        run.Signal("TERM");

        Assert.Equal((130, "ready|undone 2|undone 1"), run.End());
    }
}
