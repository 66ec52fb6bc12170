using Xunit;

namespace Stevedore.Tests.Compat.CakeFrosting;

/// <summary>Which tasks a host runs, and in which order.</summary>
public sealed class RunningTargets
{
    [Fact]
    public void StartsAtTheTaskNamedDefault()
    {
        var run = SampleRun.Of();

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "setup for Default: Clean, Compile, BeforeTest, Test, Default",
                "Clean",
                "Compile: good morning",
                "BeforeTest",
                "Test",
                "teardown, successful",
            ],
            run.Steps
        );
    }

    [Theory]
    [InlineData("--target=Compile")]
    [InlineData("--target", "Compile")]
    [InlineData("-t", "Compile")]
    [InlineData("-t", "compile")]
    public void RunsDependenciesFirst(params string[] arguments)
    {
        var run = SampleRun.Of(arguments);

        Assert.Equal(["setup for Compile: Clean, Compile", "Clean", "Compile: good morning", "teardown, successful"], run.Steps);
    }

    [Fact]
    public void RunsASharedDependencyOnceForSeveralTargets()
    {
        var run = SampleRun.Of("-t", "Test", "-t", "Compile");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(1, run.Steps.Count(step => step == "Clean"));
        Assert.Equal(1, run.Steps.Count(step => step.StartsWith("Compile", StringComparison.Ordinal)));
        Assert.Single(run.Steps, "Test");
    }

    [Fact]
    public void RunsADependeeBeforeTheTaskThatDoesNotKnowIt()
    {
        var run = SampleRun.Of("--target=Test", "--exclusive");

        Assert.Equal(["Test"], run.Steps[1..^1]);
        Assert.Contains("BeforeTest, Test", SampleRun.Of("--target=Test").Steps[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--exclusive")]
    [InlineData("-e")]
    public void LeavesDependenciesOutWhenExclusive(string option)
    {
        var run = SampleRun.Of("-t", "Compile", option);

        Assert.Equal(["Compile: good morning"], run.Steps[1..^1]);
    }

    [Fact]
    public void ReportsATargetThatDoesNotExist()
    {
        var run = SampleRun.Of("-t", "Nothing");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("Error: The target 'Nothing' was not found.", run.Errors.Trim());
    }

    [Fact]
    public void PrintsAReport()
    {
        var run = SampleRun.Of("-t", "Clean");

        Assert.Matches(@"Task +Duration +Status", run.Output);
        Assert.Matches(@"Clean +00:00:00\.\d{7} +Succeeded", run.Output);
        Assert.Matches(@"Total: +00:00:00\.\d{7}", run.Output);
    }

    [Fact]
    public void PrintsNoReportWhenToldSo()
    {
        Assert.DoesNotContain("Total:", SampleRun.Of("-t", "Clean", "--no-report").Output, StringComparison.Ordinal);
    }
}
