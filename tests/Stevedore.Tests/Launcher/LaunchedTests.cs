namespace Stevedore.Tests.Launcher;

/// <summary>Tests that each launcher has to pass.</summary>
public abstract class LaunchedTests : IDisposable
{
    private protected LaunchedTests(Shell shell)
    {
        Shell = shell;
        Repository = new(shell);
    }

    private protected Shell Shell { get; }

    private protected LaunchedRepository Repository { get; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Repository.Dispose();
        }
    }
}
