using Xunit;

namespace Stevedore.Tests.Compat.CakeFrosting;

/// <summary>A host prints most reports without Spectre; they must look as those of Cake.Cli.</summary>
public sealed class PrintingReports
{
    [Theory]
    [InlineData("TERM", "xterm-256color")]
    [InlineData("NO_COLOR", "1")]
    [InlineData("GITHUB_ACTIONS", "true")]
    [InlineData("TF_BUILD", "True")]
    [InlineData("CODEBUILD_BUILD_ID", "shop:1")]
    [InlineData("COLUMNS", "132")]
    [InlineData("LC_ALL", "en_US.ISO-8859-1")]
    [InlineData("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "1")]
    public void LooksAsCakeDoes(string variable, string value)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { [variable] = value };

        var run = SampleRun.Start(environment, Environment.CurrentDirectory, ["-t", "CompareReports", "--no-report"]);

        var parts = run.Output.Split("== ");
        Assert.Equal("by host", parts[1][..7]);
        Assert.True(parts[1].Length > 300_000);
        Assert.Equal(parts[2][7..], parts[1][7..]);
    }
}
