using Xunit;

namespace Stevedore.Tests.Compat.CakeFrosting;

/// <summary>What a host says about itself and its tasks.</summary>
public sealed class AskingAHost
{
    [Theory]
    [InlineData("--description")]
    [InlineData("--descriptions")]
    [InlineData("--showdescription")]
    [InlineData("--showdescriptions")]
    public void ListsTheTasksWithTheirDescriptions(string option)
    {
        var run = SampleRun.Of(option);

        Assert.Equal(0, run.ExitCode);
        Assert.Matches("Default +Does all there is to do\\.", run.Output);
        Assert.Empty(run.Steps);
    }

    [Theory]
    [InlineData("--tree")]
    [InlineData("--showtree")]
    public void DrawsTheTasksAsATree(string option)
    {
        var run = SampleRun.Of(option);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Default\n├─Compile\n│ └─Clean\n└─Test\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Empty(run.Steps);
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("--ver")]
    public void SaysItsVersion(string option)
    {
        var run = SampleRun.Of(option);

        Assert.Equal(0, run.ExitCode);
        Assert.Single(run.Output.Trim().Split('\n'));
    }

    [Fact]
    public void SaysMoreWithInfo()
    {
        var run = SampleRun.Of("--info");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Version:", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void ListsItsOptions(string option)
    {
        var run = SampleRun.Of(option);

        Assert.Equal(0, run.ExitCode);
        string[] options = ["-t, --target", "-w, --working", "-v, --verbosity", "--description", "--tree", "--dryrun", "-e, --exclusive"];
        foreach (var known in options)
        {
            Assert.Contains(known, run.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Unknown command 'build'.", "build")]
    [InlineData("Expected an option value.", "--push=")]
    public void RefusesWhatItDoesNotUnderstand(string error, string argument)
    {
        var run = SampleRun.Of(argument);

        Assert.Equal(255, run.ExitCode);
        Assert.Contains(error, run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Steps);
    }
}
