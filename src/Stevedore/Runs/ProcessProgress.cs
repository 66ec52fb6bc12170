using System.Diagnostics;

namespace Stevedore.Runs;

/// <summary>Whether a process gets on: by what it prints and, where the system tells, by what it and those that it started do.</summary>
/// <param name="mark">Of the processes.</param>
/// <param name="limits">What is too long and too much.</param>
internal sealed class ProcessProgress(string mark, ProcessLimits limits)
{
    // What is written may be files of its own, which are not read; without a line break nothing else tells what is printed.
    private const long MostWritten = 32L * 1024 * 1024;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly Stopwatch all = Stopwatch.StartNew();
    private long printed;
    private long seen;
    private TimeSpan last;
    private TimeSpan looked;
    private ProcessWork work = new(0, 0);

    /// <summary>Whether more was printed than is read.</summary>
    public bool IsFlooded => Interlocked.Read(ref printed) > limits.MostPrinted || work.Written > Math.Max(limits.MostPrinted, MostWritten);

    /// <summary>A handler of lines that hands on no more than is read.</summary>
    public Func<string?, string?> Counting(Func<string, string>? handler) =>
        line =>
            line is null ? handler?.Invoke(null!)
            : Interlocked.Add(ref printed, line.Length + 1) > limits.MostPrinted ? null
            : handler is null ? line
            : handler(line);

    /// <summary>Why it is to be ended; null where it gets on.</summary>
    public ProcessEnd? Fault()
    {
        var now = all.Elapsed;
        if (Interlocked.Read(ref printed) is var sum && sum != seen)
        {
            (seen, last) = (sum, now);
        }

        if (now - looked >= BetweenLooks)
        {
            looked = now;
            var done = MarkedProcesses.Work(mark);
            last = limits.CountsWork && done != work ? now : last;
            work = done;
        }

        return IsFlooded ? ProcessEnd.Flooded
            : now - last >= limits.Stall || now >= limits.Longest ? ProcessEnd.Stalled
            : null;
    }
}
