using Xunit;

namespace Stevedore.Tests.Compat.CakeFrosting;

/// <summary>How options that a host does not know reach its tasks.</summary>
public sealed class PassingArguments
{
    [Fact]
    public void KeepsEveryValueOfAName()
    {
        var run = SampleRun.Of("-t", "ShowArguments", "--images=web", "--images=api", "--output", "out dir", "--json");

        Assert.Equal(
            ["images = web | api", "json = null", "output = out dir", "target = ShowArguments"],
            run.Steps.Where(step => step.Contains(" = ", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("--version=1.2.3")]
    [InlineData("--dryrun=no")]
    public void RefusesAValueOfAFlagOfTheHost(string argument)
    {
        var run = SampleRun.Of("-t", "ShowArguments", argument);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Empty(run.Steps);
    }

    [Theory]
    [InlineData("--Target=ShowArguments")]
    [InlineData("--target=ShowArguments")]
    [InlineData("-t=ShowArguments")]
    public void TakesATargetByEachOfItsNames(string argument)
    {
        var run = SampleRun.Of(argument);

        Assert.Equal(["target = ShowArguments"], run.Steps.Where(step => step.Contains(" = ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("push: False", 0, "--push")]
    [InlineData("push: True", 0, "--push=true")]
    [InlineData("push: False", 0)]
    public void ReadsAFlag(string step, int exitCode, params string[] arguments)
    {
        var run = SampleRun.Of(["-t", "AskPush", .. arguments]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(step, run.Steps);
    }

    [Theory]
    [InlineData("--push=yes")]
    [InlineData("--push=")]
    public void RefusesAFlagThatIsNoTruthValue(string argument)
    {
        var run = SampleRun.Of("-t", "AskPush", argument);

        Assert.NotEqual(0, run.ExitCode);
        Assert.DoesNotContain(run.Steps, step => step.StartsWith("push:", StringComparison.Ordinal));
    }
}
