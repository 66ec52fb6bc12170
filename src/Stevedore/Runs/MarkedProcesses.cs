using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Stevedore.Runs;

/// <summary>The processes that were started with a mark in their environment, and all that these have started themselves.</summary>
/// <remarks>A docker that is a script, or that runs its plugins as processes of their own, may end without ending what does the work. Known on Linux alone.</remarks>
internal static class MarkedProcesses
{
    /// <summary>The variable that carries the mark.</summary>
    public const string Variable = "STEVEDORE_PROCESS";

    private const string Table = "/proc";

    /// <summary>Whether the system tells them.</summary>
    public static bool AreKnown => Directory.Exists(Table);

    /// <summary>A mark that no other process has.</summary>
    public static string NewMark() => Path.GetRandomFileName();

    /// <summary>Ends them.</summary>
    public static void Kill(string mark)
    {
        // Those that are found may be starting others.
        const int rounds = 50;
        for (var round = 0; round < rounds && Find(mark) is { Length: > 0 } found; round++)
        {
            Array.ForEach(found, Kill);
            Thread.Sleep(20);
        }
    }

    /// <summary>What they have done so far, as far as they are still running; nothing where that is not known.</summary>
    public static ProcessWork Work(string mark) =>
        Find(mark).Select(Work).Aggregate(new ProcessWork(0, 0), (sum, one) => new(sum.Written + one.Written, sum.Done + one.Done));

    private static ProcessWork Work(int id)
    {
        try
        {
            var counts = File.ReadLines(Invariant($"{Table}/{id}/io"))
                .Select(line => line.Split(": "))
                .Where(parts => parts.Length == 2)
                .ToDictionary(parts => parts[0], parts => long.Parse(parts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
            using var process = Process.GetProcessById(id);
            var written = counts.GetValueOrDefault("wchar");
            return new(written, written + counts.GetValueOrDefault("rchar") + process.TotalProcessorTime.Ticks);
        }
        catch (Exception cause)
            when (cause
                    is IOException
                        or UnauthorizedAccessException
                        or ArgumentException
                        or InvalidOperationException
                        or FormatException
                        or Win32Exception
            )
        {
            // It has ended, or the system does not tell.
            return new(0, 0);
        }
    }

    private static int[] Find(string mark)
    {
        if (!AreKnown)
        {
            return [];
        }

        var wanted = Encoding.UTF8.GetBytes($"{Variable}={mark}\0");
        return
        [
            .. Directory
                .EnumerateDirectories(Table)
                .Select(folder =>
                    int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0
                )
                .Where(id => id > 0 && Environ(id).AsSpan().IndexOf(wanted) >= 0),
        ];
    }

    private static byte[] Environ(int id)
    {
        try
        {
            return File.ReadAllBytes(Invariant($"{Table}/{id}/environ"));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is another user's.
            return [];
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception cause) when (cause is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended.
        }
    }
}

/// <summary>What processes have done.</summary>
/// <param name="Written">Bytes, to wherever.</param>
/// <param name="Done">A number that is another as soon as they read, write or compute.</param>
internal sealed record ProcessWork(long Written, long Done);
