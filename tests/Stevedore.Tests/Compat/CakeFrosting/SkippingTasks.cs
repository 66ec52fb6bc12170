using Xunit;

namespace Stevedore.Tests.Compat.CakeFrosting;

/// <summary>What a host does with a task that says it should not run.</summary>
public sealed class SkippingTasks
{
    [Fact]
    public void SkipsADependencyWithItsReason()
    {
        var run = SampleRun.Of("-t", "AfterSkipped");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["setup for AfterSkipped: Clean, Skipped, AfterSkipped", "Clean", "asked", "AfterSkipped", "teardown, successful"],
            run.Steps
        );
        Assert.Matches("Skipped +- +Skipped +not today", run.Output);
    }

    [Fact]
    public void FailsWhenTheTargetItselfIsSkippedAfterItsDependenciesRan()
    {
        const string reason = "Could not reach target 'Skipped' since it was skipped due to a criteria: not today.";

        var run = SampleRun.Of("-t", "Skipped");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["setup for Skipped: Clean, Skipped", "Clean", "asked", $"teardown, failed: {reason}"], run.Steps);
        Assert.EndsWith($"Error: {reason}", run.Errors.Trim(), StringComparison.Ordinal);
    }
}
