using Xunit;

namespace Stevedore.Tests.Compat.CakeFrosting;

/// <summary>When setup and teardown run.</summary>
public sealed class SettingUpAndTearingDown
{
    [Fact]
    public void HappensOnceForARunOfSeveralTargets()
    {
        var run = SampleRun.OfVariation("setup-and-teardown", "-t", "Clean", "-t", "BeforeTest", "-e");

        Assert.Single(run.Steps, "setup");
        Assert.Single(run.Steps, "teardown");
    }

    [Fact]
    public void HappensAroundEveryTaskByTaskLifetime()
    {
        var run = SampleRun.OfVariation("task-lifetime", "-t", "Compile");

        Assert.Equal(
            ["setup of Clean", "Clean", "teardown of Clean", "setup of Compile", "Compile: good morning", "teardown of Compile"],
            run.Steps
        );
    }

    [Fact]
    public void HappensBySetupsAndTeardownsOfTheirOwn()
    {
        var run = SampleRun.OfVariation("setup-and-teardown", "-t", "Clean");

        Assert.Equal(["setup", "setup of Clean", "Clean", "teardown of Clean", "teardown"], run.Steps);
    }

    [Fact]
    public void TearsDownWhenSetupFails()
    {
        var run = SampleRun.OfVariation("failing-setup", "-t", "Clean");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["teardown"], run.Steps);
        Assert.EndsWith("Error: The setup failed.", run.Errors.Trim(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--dryrun")]
    [InlineData("--noop")]
    [InlineData("--whatif")]
    public void HappensInADryRunWithoutTheTasks(string option)
    {
        var run = SampleRun.Of("-t", "Compile", option);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["setup for Compile: Clean, Compile", "teardown, successful"], run.Steps);
        Assert.Contains("1. Clean", run.Output, StringComparison.Ordinal);
        Assert.Contains("2. Compile", run.Output, StringComparison.Ordinal);
    }
}
