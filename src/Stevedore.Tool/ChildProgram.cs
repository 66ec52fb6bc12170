using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Stevedore.Runs;

namespace Stevedore.Tool;

/// <summary>A program that takes this one's place: it has its streams, gets its signals, and its exit code is the whole command's.</summary>
internal static class ChildProgram
{
    private static readonly ImmutableArray<(PosixSignal Signal, string Name)> Forwarded =
    [
        (PosixSignal.SIGINT, "INT"),
        (PosixSignal.SIGTERM, "TERM"),
        (PosixSignal.SIGHUP, "HUP"),
        (PosixSignal.SIGQUIT, "QUIT"),
    ];

    /// <returns>Its exit code.</returns>
    public static int Run(ImmutableArray<string> command, string folder) =>
        Run(new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder }, process => process.WaitForExit());

    /// <returns>Its exit code, and what it printed to stdout.</returns>
    public static (int ExitCode, string Text) Output(ImmutableArray<string> command, string folder)
    {
        var text = "";
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        var code = Run(
            start,
            process =>
            {
                text = process.StandardOutput.ReadToEnd();
                process.WaitForExit();
            }
        );
        return (code, text);
    }

    private static int Run(ProcessStartInfo start, Action<Process> wait)
    {
        using var process = Process.Start(start)!;
        var registrations = Forwarded.Select(each =>
            PosixSignalRegistration.Create(each.Signal, context => Forward(context, process, each.Name))
        );
        var signals = registrations.ToArray();
        wait(process);
        foreach (var signal in signals)
        {
            signal.Dispose();
        }

        return process.ExitCode;
    }

    private static void Forward(PosixSignalContext context, Process process, string name)
    {
        // The child decides what becomes of it.
        context.Cancel = true;
        // A terminal has sent these to both.
        if (context.Signal is PosixSignal.SIGINT or PosixSignal.SIGQUIT && !Console.IsInputRedirected)
        {
            return;
        }

        if (ProgramPath.Find(Environment.GetEnvironmentVariable("PATH"), "kill") is { } program)
        {
            using var kill = Process.Start(program, [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }
    }
}
