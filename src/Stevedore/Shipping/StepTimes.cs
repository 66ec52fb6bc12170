using System.Collections.Concurrent;
using System.Diagnostics;

namespace Stevedore.Shipping;

/// <summary>How long the steps of a run took, in the order that they began. What runs side by side under one name counts once.</summary>
/// <param name="startUp">What passed before; asked for only when the times are shown.</param>
internal sealed class StepTimes(TimeProvider clock, Func<TimeSpan> startUp)
{
    private readonly TimeProvider clock = clock;
    private readonly long begun = clock.GetTimestamp();
    private readonly ConcurrentQueue<(string Step, long From, long To)> steps = new();

    /// <summary>Times since now, and since the process began as the time to start up.</summary>
    public static StepTimes OfThisProcess()
    {
        var now = DateTime.Now;
        return new(
            TimeProvider.System,
            () =>
            {
                using var process = Process.GetCurrentProcess();
                return now - process.StartTime;
            }
        );
    }

    /// <summary>Measures a step, until what is returned is disposed of.</summary>
    public IDisposable Begin(string step) => new Span(this, step, clock.GetTimestamp());

    /// <summary>Measures a step.</summary>
    public async Task<T> Measure<T>(string step, Func<Task<T>> action)
    {
        using var span = Begin(step);
        return await action();
    }

    /// <summary>Measures a step.</summary>
    public async Task Measure(string step, Func<Task> action)
    {
        using var span = Begin(step);
        await action();
    }

    /// <summary>Such as <c>start-up 0.110 s, accounts 0.210 s, login 0.080 s, build 0.620 s, other 0.020 s</c>.
    /// Steps of different names may overlap; <c>other</c> is what passed in none.</summary>
    public override string ToString()
    {
        var ordered = steps.OrderBy(step => step.From).ToArray();
        var since = clock.GetTimestamp() - begun;
        var before = startUp();
        return string.Join(
            ", ",
            ordered
                .GroupBy(step => step.Step)
                .Select(step => (Step: step.Key, Elapsed: clock.GetElapsedTime(0, Covered(step))))
                .Prepend((Step: "start-up", Elapsed: before))
                .Append((Step: "other", Elapsed: clock.GetElapsedTime(0, since - Covered(ordered))))
                .Append((Step: "whole", Elapsed: before + clock.GetElapsedTime(0, since)))
                .Select(step => Invariant($"{step.Step} {step.Elapsed.TotalSeconds:0.000} s"))
        );
    }

    // The spans come in the order that they begin.
    private static long Covered(IEnumerable<(string Step, long From, long To)> spans)
    {
        var (covered, end) = (0L, 0L);
        foreach (var (_, from, to) in spans)
        {
            covered += Math.Max(0, to - Math.Max(from, end));
            end = Math.Max(end, to);
        }

        return covered;
    }

    private sealed class Span(StepTimes times, string step, long from) : IDisposable
    {
        public void Dispose() => times.steps.Enqueue((step, from, times.clock.GetTimestamp()));
    }
}
