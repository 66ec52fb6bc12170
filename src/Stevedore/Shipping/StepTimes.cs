using System.Diagnostics;

namespace Stevedore.Shipping;

/// <summary>How long the steps of a run took. Steps that overlap count each in full.</summary>
public sealed class StepTimes
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<(string Step, TimeSpan Elapsed)> steps = new();

    /// <summary>Measures a step.</summary>
    public async Task<T> Measure<T>(string step, Func<Task<T>> action)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            return await action();
        }
        finally
        {
            steps.Enqueue((step, Stopwatch.GetElapsedTime(started)));
        }
    }

    /// <summary>Such as <c>accounts 0.21 s, login 0.08 s, build 0.62 s</c>, in the order that they ended.</summary>
    public override string ToString() => string.Join(", ", steps.Select(step => $"{step.Step} {step.Elapsed.TotalSeconds:0.000} s"));
}
