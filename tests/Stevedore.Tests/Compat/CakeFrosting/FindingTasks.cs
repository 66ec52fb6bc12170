using Xunit;

namespace Stevedore.Tests.Compat.CakeFrosting;

/// <summary>Which classes are tasks, and what a host makes of them.</summary>
public sealed class FindingTasks
{
    [Fact]
    public void TakesTheExportedClassesOfTheEntryAssembly()
    {
        var run = SampleRun.Of("--description");

        Assert.Contains("Does all there is to do.", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("AbstractTask", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("InternalTask", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--tree")]
    [InlineData("--description")]
    [InlineData("--dryrun")]
    [InlineData("--target=Test")]
    public void MakesEveryTaskAndTheContextOnceForEveryCommand(string argument)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["SAMPLE_HOST"] = "usual", ["SAMPLE_MADE"] = "1" };

        var run = SampleRun.Start(environment, Environment.CurrentDirectory, [argument]);

        Assert.Equal(
            ["made SampleContext", "made DefaultTask", "made Clean"],
            run.Steps.Where(step => step.StartsWith("made", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("--info")]
    [InlineData("--help")]
    public void MakesNothingWhenAskedAboutItself(string argument)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["SAMPLE_HOST"] = "usual", ["SAMPLE_MADE"] = "1" };

        var run = SampleRun.Start(environment, Environment.CurrentDirectory, [argument]);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Steps);
    }

    [Fact]
    public void RefusesTwoTasksOfOneName()
    {
        var run = SampleRun.OfVariation("same-name", "-t", "Clean");

        Assert.Equal(1, run.ExitCode);
        Assert.Matches(@"^Error: Another task with the name '\w+' has already been added\.$", run.Errors.Trim());
    }

    [Fact]
    public void RefusesADependencyOnWhatIsNoTask()
    {
        var run = SampleRun.OfVariation("not-a-task", "-t", "Clean");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("Error: The dependency 'DateTime' is not a valid task.", run.Errors.Trim());
    }

    [Fact]
    public void RefusesATaskWithoutABaseClass()
    {
        var run = SampleRun.OfVariation("no-base-class", "-t", "Clean");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            "Error: This method expects all IFrostingTask to be instances of FrostingTask or AsyncFrostingTask.",
            run.Errors.Trim()
        );
    }

    [Fact]
    public void WarnsOfATaskThatAsksForAnotherContextAndRunsTheOthers()
    {
        var run = SampleRun.OfVariation("task-of-other-context", "-t", "Clean");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["Clean"], run.Steps);
        Assert.Contains(
            "Task cannot be used since the context isn't convertible to SampleHost.OtherContext.",
            run.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void EndsInABareErrorWhenABaseClassHidesTheWrongContext()
    {
        var run = SampleRun.OfVariation("base-class-between", "-t", "Clean");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("Error: Object reference not set to an instance of an object.", run.Errors.Trim());
    }
}
