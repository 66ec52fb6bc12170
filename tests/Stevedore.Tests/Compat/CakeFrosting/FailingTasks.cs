using Xunit;

namespace Stevedore.Tests.Compat.CakeFrosting;

/// <summary>What a host does when a task throws.</summary>
public sealed class FailingTasks
{
    [Fact]
    public void EndsWithOneAndTheMessage()
    {
        var run = SampleRun.Of("-t", "AfterFail");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["setup for AfterFail: Fail, AfterFail", "teardown, failed: It cannot be."], run.Steps);
        Assert.EndsWith("Error: It cannot be.", run.Errors.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void EndsWithOneWhateverCodeTheExceptionCarries()
    {
        var run = SampleRun.Of("-t", "FailWithCode");

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith("Error: It has a code.", run.Errors.Trim(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--verbosity=diagnostic")]
    [InlineData("--verbosity=Diagnostic")]
    public void ShowsTheWholeExceptionWhenDiagnostic(string verbosity)
    {
        var run = SampleRun.Of("-t", "Fail", verbosity);

        Assert.Contains("System.InvalidOperationException: It cannot be.", run.Errors, StringComparison.Ordinal);
        Assert.Contains("at SampleHost.Tasks.Fail.Run(", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void EndsWithZeroWhenOnErrorDoesNotThrow()
    {
        var run = SampleRun.Of("-t", "FailAndSwallow");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["setup for FailAndSwallow: FailAndSwallow", "error: It cannot be.", "finally", "teardown, successful"], run.Steps);
    }

    [Fact]
    public void EndsWithOneWhenOnErrorThrows()
    {
        var run = SampleRun.Of("-t", "FailAndRethrow");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("finally", run.Steps);
        Assert.EndsWith("Error: It was It cannot be.", run.Errors.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void GoesOnWhenTheTaskSaysSo()
    {
        var run = SampleRun.Of("-t", "AfterFailAndContinue");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("AfterFailAndContinue", run.Steps);
    }
}
