using System.Runtime.InteropServices;

namespace Stevedore;

/// <summary>What a run must undo. Runs at the end of the process and, before it dies of them, on SIGINT and SIGTERM.</summary>
/// <remarks>Not in a Cake teardown: that does not run when a signal ends the process.</remarks>
public sealed class CleanUp : IDisposable
{
    private const int Cancelled = 130;

    private readonly Lock gate = new();
    private readonly Stack<Action> undo = new();
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;
    private readonly CancellationTokenSource cancellation = new();

    /// <summary>Starts to listen for the end of the process.</summary>
    public CleanUp()
    {
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Run();
    }

    /// <summary>Cancelled when the process is told to end.</summary>
    public CancellationToken Cancellation => cancellation.Token;

    /// <summary>Registers what undoes something, as soon as it is made. The last is undone first.</summary>
    public void Register(Action action)
    {
        lock (gate)
        {
            undo.Push(action);
        }
    }

    /// <summary>Undoes everything that is registered, once.</summary>
    public void Run()
    {
        while (true)
        {
            Action action;
            lock (gate)
            {
                if (!undo.TryPop(out action!))
                {
                    return;
                }
            }

            action();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        cancellation.Dispose();
        Run();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        Run();
        Environment.Exit(Cancelled);
    }
}
