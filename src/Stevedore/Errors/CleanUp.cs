using System.Runtime.InteropServices;

namespace Stevedore;

/// <summary>
/// What a run must undo. Runs at the end of the process and, before it dies of them, on SIGINT, SIGTERM, SIGHUP and SIGQUIT: from then on nothing is begun
/// that would have to be undone.
/// </summary>
/// <remarks>Not in a Cake teardown: that does not run when a signal ends the process.</remarks>
public sealed class CleanUp : IDisposable
{
    /// <summary>What a process ends with that a signal has ended.</summary>
    internal const int Cancelled = 130;

    private readonly Lock gate = new();
    private readonly Lock running = new();
    private readonly Stack<Action> undo = new();
    private readonly ImmutableArray<PosixSignalRegistration> signals;
    private readonly CancellationTokenSource cancellation = new();
    private readonly CancellationTokenSource insistence = new();
    private readonly ManualResetEventSlim cancelled = new();
    private bool isEnding;

    /// <summary>Starts to listen for the end of the process. A signal that the process was started to ignore stays ignored.</summary>
    public CleanUp()
    {
        PosixSignal[] ends = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];
        signals = [.. ends.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
        AppDomain.CurrentDomain.ProcessExit += (_, _) => OnExit();
    }

    /// <summary>Cancelled when the process is told to end.</summary>
    public CancellationToken Cancellation => cancellation.Token;

    /// <summary>Cancelled when the process is told to end once more: what waits while it undoes something waits no longer.</summary>
    internal CancellationToken Insistence => insistence.Token;

    /// <summary>Whether this thread is undoing: what it starts then must not end because the run does.</summary>
    public bool IsUndoing => running.IsHeldByCurrentThread;

    /// <summary>Registers what undoes something, as soon as it is made. The last is undone first.</summary>
    public void Register(Action action)
    {
        lock (gate)
        {
            undo.Push(action);
        }

        if (cancelled.IsSet)
        {
            Run();
        }
    }

    /// <summary>
    /// Does something short that leaves traces, in one piece with the registration of what undoes it. Does not return once the process ends: what it would
    /// make then nobody would undo.
    /// </summary>
    public void Do(Action action, Action? undo = null)
    {
        lock (gate)
        {
            // What undoes something may leave traces as well, such as a log.
            if (!isEnding || IsUndoing)
            {
                if (undo is not null)
                {
                    this.undo.Push(undo);
                }

                action();
                return;
            }
        }

        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Undoes everything that is registered, once. What cannot be undone is said, and does not stop the rest.</summary>
    public void Run()
    {
        // Whichever thread ends the process waits here for the one that began.
        lock (running)
        {
            while (Next() is { } action)
            {
                try
                {
                    action();
                }
                catch (Exception cause)
                    when (cause is IOException or UnauthorizedAccessException or InvalidOperationException or StevedoreException)
                {
                    Console.Error.WriteLine(Fault(cause).Message);
                }
            }
        }
    }

    /// <summary>
    /// Does not return when the process is told to end within that time: what failed then failed because of it, and is no error to report.
    /// </summary>
    public void AwaitEnd(TimeSpan patience)
    {
        // What undoes something may fail as well, and must not keep the rest from being undone.
        if (!IsUndoing && cancelled.Wait(patience))
        {
            Thread.Sleep(Timeout.Infinite);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in signals)
        {
            signal.Dispose();
        }

        cancellation.Dispose();
        insistence.Dispose();
        cancelled.Dispose();
        Run();
    }

    internal static StevedoreException Fault(Exception cause) =>
        cause is StevedoreException fault
            ? new("Cannot clean up", $"{fault.What}: {fault.Why}", fault.Fix) { Details = fault.Details }
            : new(
                "Cannot clean up",
                FileFaults.Why(cause),
                "What was shipped does not depend on it; what this run leaves in the folder for temporary files, the next one removes.",
                cause
            );

    private Action? Next()
    {
        lock (gate)
        {
            return undo.TryPop(out var action) ? action : null;
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        Cancel();
        Environment.Exit(Cancelled);
    }

    /// <summary>What a signal does before it ends the process.</summary>
    internal void Cancel()
    {
        if (cancelled.IsSet)
        {
            _ = insistence.CancelAsync();
        }

        End(cancelled.Set);
        // Nobody waits for those who are told: the process ends.
        _ = cancellation.CancelAsync();
        Run();
    }

    // What was cancelled fails, and may end the process with a failure's exit code before the signal's own does.
    private void OnExit()
    {
        End(() => { });
        Run();
        if (cancelled.IsSet)
        {
            Environment.ExitCode = Cancelled;
        }
    }

    // Waits for what is being done, so that it is undone like the rest.
    private void End(Action say)
    {
        lock (gate)
        {
            isEnding = true;
            say();
        }
    }
}
