using System.Diagnostics;
using System.Text;
using Stevedore.Terminal;

namespace Stevedore.Tests.Terminal;

/// <summary>A shell at a terminal of its own, by <c>script</c> of util-linux.</summary>
internal sealed class TerminalRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly StringBuilder screen = new();

    /// <param name="command">What the shell runs.</param>
    public TerminalRun(string command)
    {
        process = Process.Start(
            new ProcessStartInfo("script", ["--quiet", "--flush", "--return", "--command", command, "/dev/null"])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        _ = Read();
    }

    public static bool IsHere => OperatingSystem.IsLinux() && File.Exists("/usr/bin/script");

    /// <summary>All that it has shown.</summary>
    public string Screen
    {
        get
        {
            lock (screen)
            {
                return screen.ToString();
            }
        }
    }

    public void Type(string keys)
    {
        process.StandardInput.Write(keys);
        process.StandardInput.Flush();
    }

    /// <summary>Types what the shell may have ended before.</summary>
    public void TypeUnlessEnded(string keys)
    {
        try
        {
            Type(keys);
        }
        catch (IOException) when (process.WaitForExit(Patience))
        {
            // What it has shown is still to be read.
        }
    }

    /// <summary>Waits until it shows a text.</summary>
    public async Task Shows(string text)
    {
        var started = Stopwatch.GetTimestamp();
        while (!Screen.Contains(text, StringComparison.Ordinal))
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"It does not show '{text}': {Screen}");
            }

            await Task.Delay(20);
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private async Task Read()
    {
        var buffer = new char[1024];
        for (var count = await process.StandardOutput.ReadAsync(buffer); count > 0; count = await process.StandardOutput.ReadAsync(buffer))
        {
            lock (screen)
            {
                screen.Append(buffer, 0, count);
            }
        }
    }
}
