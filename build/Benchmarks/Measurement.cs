using System.Diagnostics;
using Stevedore.Terminal;

namespace Build.Benchmarks;

/// <summary>Times commands from start to end, as a person waits for them.</summary>
public static class Measurement
{
    /// <summary>The middle one of several times, in seconds.</summary>
    public static double Median(IEnumerable<double> times)
    {
        var sorted = times.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>The seconds that a command took, and all that it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed: a failing command's time says nothing.</exception>
    public static (double Seconds, string Output) Time(
        string directory,
        IReadOnlyDictionary<string, string?> variables,
        params IReadOnlyList<string> command
    )
    {
        var started = Stopwatch.GetTimestamp();
        var output = Run(directory, variables, command);
        return (Stopwatch.GetElapsedTime(started).TotalSeconds, output);
    }

    /// <summary>All that a command printed.</summary>
    public static string Run(string directory, IReadOnlyDictionary<string, string?> variables, params IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output + error.Result
            : throw new InvalidOperationException(
                Invariant($"{string.Join(' ', command)} ended with exit code {process.ExitCode}:\n{output}{error.Result}")
            );
    }
}
