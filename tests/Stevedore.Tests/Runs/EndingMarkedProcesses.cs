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

    [Fact]
    public void CountsTheWorkOfThoseThatEndMeanwhile()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells the environment of a process.");
        var mark = MarkedProcesses.NewMark();
        using var many = Process.Start(
            new ProcessStartInfo("sh", ["-c", "for i in 1 2 3 4 5 6; do (while :; do /bin/true; done) & done; wait"])
            {
                Environment = { [MarkedProcesses.Variable] = mark },
            }
        )!;
        try
        {
            for (var time = Stopwatch.StartNew(); time.Elapsed < TimeSpan.FromSeconds(4); )
            {
                _ = MarkedProcesses.Work(mark);
            }
        }
        finally
        {
            MarkedProcesses.Kill(mark);
        }
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
