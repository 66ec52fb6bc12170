using System.Diagnostics;
using System.Globalization;
using Stevedore.Runs;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.Tests.Runs;

public sealed class EndingMarkedProcesses
{
    [Fact]
    public async Task EndsWhatAMarkedProcessHasStartedAndNoOther()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells the environment of a process.");
        var mark = MarkedProcesses.NewMark();
        using var marked = Start(mark);
        using var other = Start(MarkedProcesses.NewMark());
        var children = (await Child(marked), await Child(other));

        marked.Kill();
        await marked.WaitForExitAsync(TestContext.Current.CancellationToken);
        MarkedProcesses.Kill(mark);

        Assert.False(RunningProcesses.IsRunning(children.Item1));
        Assert.True(RunningProcesses.IsRunning(children.Item2));
        Assert.False(other.HasExited);
        other.Kill(entireProcessTree: true);
    }

    // A shell that starts a program and waits for it.
    private static Process Start(string mark) =>
        Process.Start(
            new ProcessStartInfo("sh", ["-c", "sleep 60 & echo $!; wait"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                Environment = { [MarkedProcesses.Variable] = mark },
            }
        )!;

    private static async Task<int> Child(Process process) =>
        int.Parse((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!, CultureInfo.InvariantCulture);
}
