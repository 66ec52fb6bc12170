using System.Runtime.InteropServices;

namespace Stevedore;

/// <summary>What a run must undo. Runs at the end of the process and, before it dies of them, on SIGINT and SIGTERM.</summary>
/// <remarks>Not in a Cake teardown: that does not run when a signal ends the process.</remarks>
public sealed class CleanUp : IDisposable
{
    private const int Cancelled = 130;

    private readonly Lock gate = new();
    private readonly Lock running = new();
    private readonly Stack<Action> undo = new();
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;
    private readonly CancellationTokenSource cancellation = new();
    private readonly ManualResetEventSlim cancelled = new();

    /// <summary>Starts to listen for the end of the process.</summary>
    public CleanUp()
    {
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => OnExit();
    }

    /// <summary>Cancelled when the process is told to end.</summary>
    public CancellationToken Cancellation => cancellation.Token;

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
                    Console.Error.WriteLine($"Cannot clean up: {OutsideText.Clean(cause.Message)}");
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
        interrupt.Dispose();
        terminate.Dispose();
        cancellation.Dispose();
        cancelled.Dispose();
        Run();
    }

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
        cancelled.Set();
        _ = cancellation.CancelAsync();
        Run();
        Environment.Exit(Cancelled);
    }

    // What was cancelled fails, and may end the process with a failure's exit code before the signal's own does.
    private void OnExit()
    {
        Run();
        if (cancelled.IsSet)
        {
            Environment.ExitCode = Cancelled;
        }
    }
}
