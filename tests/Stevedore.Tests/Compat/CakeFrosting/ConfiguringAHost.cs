using Xunit;

namespace Stevedore.Tests.Compat.CakeFrosting;

/// <summary>What the extensions of a host register.</summary>
public sealed class ConfiguringAHost
{
    [Fact]
    public void RegistersTheContextOnlyAsTheFrostingContextAndTasksAsSingletons()
    {
        var run = SampleRun.Of("-t", "UseServices", "-e");

        Assert.Equal(
            ["same context: True", "same task: True", "SampleContext itself: False", "disposable: False"],
            run.Steps.Where(step => step.Contains(": ", StringComparison.Ordinal) && !step.StartsWith("setup", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void TakesTheLastContext()
    {
        Assert.Equal(["Clean", "Compile: good morning"], SampleRun.OfVariation("two-contexts", "-t", "Compile").Steps);
    }

    [Fact]
    public void DoesNotDisposeItsServices()
    {
        var run = SampleRun.OfVariation("disposable", "-t", "UseServices");

        Assert.Contains("disposable: True", run.Steps);
        Assert.DoesNotContain("disposed", run.Steps);
    }

    [Fact]
    public void RunsTheStartupAtOnce()
    {
        var run = SampleRun.OfVariation("startup", "-t", "ShowSettings");

        Assert.Equal("startup", run.Steps[0]);
        Assert.Contains("setup for ShowSettings: ShowSettings", run.Steps);
        Assert.Contains("Sample_Setting: from startup", run.Steps);
    }

    [Fact]
    public void RegistersWhatAModuleRegisters()
    {
        Assert.Equal(["setup", "Clean"], SampleRun.OfVariation("module", "-t", "Clean").Steps);
    }

    [Fact]
    public void TakesSettingsOfTheHost()
    {
        var run = SampleRun.OfVariation("settings", "-t", "ShowSettings");

        Assert.Equal(["Sample_Setting: from the host", "tools: tools-of-mine", "verbosity: Quiet"], run.Steps);
    }

    [Fact]
    public void PrefersTheCommandLineToItsSettings()
    {
        var run = SampleRun.OfVariation("settings", "-t", "ShowSettings", "--Sample_Setting=asked", "--verbosity=verbose");

        Assert.Equal(["Sample_Setting: asked", "tools: tools-of-mine", "verbosity: Verbose"], run.Steps);
    }

    [Theory]
    [InlineData("inner")]
    [InlineData("other", "--working", "other")]
    [InlineData("other", "-w", "other")]
    public void WorksInTheDirectoryToldAndTheCommandLineGoesFirst(string expected, params string[] arguments)
    {
        var directory = Directory.CreateTempSubdirectory("sample-");
        try
        {
            directory.CreateSubdirectory("inner");
            directory.CreateSubdirectory("other");
            var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["SAMPLE_HOST"] = "working-directory" };

            var run = SampleRun.Start(environment, directory.FullName, ["-t", "ShowWorkingDirectory", .. arguments]);

            Assert.Equal([expected], run.Steps);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void RefusesAWorkingDirectoryThatDoesNotExist()
    {
        var run = SampleRun.Of("-t", "Clean", "-w", "/no/such/directory");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("Error: The working directory '/no/such/directory' does not exist.", run.Errors.Trim());
        Assert.Empty(run.Steps);
    }
}
