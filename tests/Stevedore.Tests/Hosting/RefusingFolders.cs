using System.Diagnostics;
using Stevedore.Hosting;
using Xunit;

namespace Stevedore.Tests.Hosting;

public sealed class RefusingFolders
{
    [Theory]
    [InlineData("/work/back\\")]
    [InlineData("/work/a\\b/repository")]
    [InlineData("/work/blank ")]
    public void SaysWhatCakeCannotName(string folder) =>
        Assert.Equal(
            $"Cannot run in '{folder}': Cake, which runs the tasks, cannot name a folder with a backslash in its name or a blank at its end. Rename the folder.",
            WorkingFolder.Fault(folder, '/')!.Message
        );

    [Fact]
    public void SaysThatItsOwnIsGone()
    {
        const string script = "gone=$(mktemp -d) && cd \"$gone\" && rmdir \"$gone\" && exec dotnet \"$0\" plain --target=ShipPlan";
        var start = new ProcessStartInfo("/bin/bash", ["-c", script, TestHost.Find("ShipHost")])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using var host = Process.Start(start)!;
        var errors = host.StandardError.ReadToEnd();
        host.WaitForExit();

        Assert.Equal(
            (1, "Error: Cannot run: the folder that it was started in has been deleted. Go to one that is there.\n"),
            (host.ExitCode, errors)
        );
    }

    [Theory]
    [InlineData("/", '/')]
    [InlineData("/work", '/')]
    [InlineData("/work/a b/ü", '/')]
    [InlineData("/work/ blank/in /between", '/')]
    [InlineData("/work/${X}/line\nbreak", '/')]
    [InlineData("C:\\", '\\')]
    [InlineData("C:\\work\\repository", '\\')]
    [InlineData("\\\\server\\share\\repository", '\\')]
    public void LetsEveryOtherBe(string folder, char separator) => Assert.Null(WorkingFolder.Fault(folder, separator));
}
