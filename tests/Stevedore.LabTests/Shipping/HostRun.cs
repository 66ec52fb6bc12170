using System.Diagnostics;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Shipping;

/// <summary>A run of the host that is under way.</summary>
public sealed class HostRun(Process process) : IAsyncDisposable
{
    private readonly Task<string> output = process.StandardOutput.ReadToEndAsync();
    private readonly Task<string> errors = process.StandardError.ReadToEndAsync();

    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    public async Task<HostResult> End()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return HostResult.Of(process.ExitCode, await output, await errors);
    }

    /// <summary>Sends a signal, such as <c>INT</c>, to the host alone.</summary>
    public void Signal(string name) => Signal(name, Id);

    /// <summary>Sends a signal to processes by their ids.</summary>
    public static void Signal(string name, params int[] ids)
    {
        if (ids.Length > 0)
        {
            using var kill = Process.Start("kill", [$"-{name}", .. ids.Select(id => $"{id}")]);
            kill.WaitForExit();
        }
    }

    /// <summary>Waits until something is so, at most half a minute.</summary>
    public static async Task Until(Func<bool> isSo)
    {
        var started = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(120), "What was waited for did not come.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }
}
