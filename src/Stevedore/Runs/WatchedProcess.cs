using Cake.Core.IO;

namespace Stevedore.Runs;

/// <summary>
/// Waits for a process that should soon be over, and ends it, with all that it has started, where it makes no progress or prints without end.
/// </summary>
/// <remarks>One that has ended is taken at its word, although what it left behind may keep its output open.</remarks>
internal sealed class WatchedProcess : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    // What was printed comes a moment after the end, on a busy machine later than that.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(30);

    private readonly string mark = MarkedProcesses.NewMark();
    private readonly ProcessProgress progress;

    private WatchedProcess(IProcessRunner runner, FilePath program, ProcessSettings settings, ProcessLimits limits)
    {
        Limits = limits.Where(MarkedProcesses.AreKnown);
        progress = new(mark, Limits);
        settings.EnvironmentVariables = new Dictionary<string, string>(
            settings.EnvironmentVariables ?? new Dictionary<string, string>(),
            StringComparer.Ordinal
        )
        {
            [MarkedProcesses.Variable] = mark,
        };
        settings.RedirectedStandardOutputHandler = progress.Counting(settings.RedirectedStandardOutputHandler);
        settings.RedirectedStandardErrorHandler = progress.Counting(settings.RedirectedStandardErrorHandler);
        Process = runner.Start(program, settings);
    }

    /// <summary>What it is held by.</summary>
    public ProcessLimits Limits { get; }

    /// <summary>The process.</summary>
    public IProcess Process { get; }

    /// <param name="runner">Starts it.</param>
    /// <param name="program">What is run.</param>
    /// <param name="settings">With both streams redirected.</param>
    /// <param name="limits">How long it is waited for.</param>
    public static WatchedProcess Start(IProcessRunner runner, FilePath program, ProcessSettings settings, ProcessLimits limits) =>
        new(runner, program, settings, limits);

    /// <summary>Waits for its end. After one that is not its own, nothing of it is running any more.</summary>
    /// <param name="isComplete">Whether what it has printed is all that is wanted; null where only its last byte tells.</param>
    public ProcessEnd Wait(Func<bool>? isComplete = null)
    {
        // Waiting for a process is waiting for whoever has its output open.
        var end = Task.Factory.StartNew(
            Process.WaitForExit,
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        while (!end.Wait(Look))
        {
            if (HasEnded())
            {
                return !IsDrained(end, isComplete) ? ProcessEnd.Stalled
                    : progress.IsFlooded ? ProcessEnd.Flooded
                    : ProcessEnd.Itself;
            }

            if (progress.Fault() is { } fault)
            {
                Kill();
                end.Wait(Rest);
                return fault;
            }
        }

        return progress.IsFlooded ? ProcessEnd.Flooded : ProcessEnd.Itself;
    }

    /// <inheritdoc/>
    public void Dispose() => Process.Dispose();

    // Half of what was printed would be taken for all of it.
    private bool IsDrained(Task end, Func<bool>? isComplete)
    {
        if (end.Wait(Rest) || isComplete?.Invoke() == true)
        {
            return true;
        }

        MarkedProcesses.Kill(mark);
        return end.Wait(LongestRest);
    }

    private void Kill()
    {
        MarkedProcesses.Kill(mark);
        try
        {
            Process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    private bool HasEnded()
    {
        try
        {
            _ = Process.GetExitCode();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}

/// <summary>How a process ended.</summary>
internal enum ProcessEnd
{
    /// <summary>By itself.</summary>
    Itself,

    /// <summary>It made no progress for too long.</summary>
    Stalled,

    /// <summary>It printed too much.</summary>
    Flooded,
}
