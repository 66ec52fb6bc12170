using Xunit;

namespace Stevedore.Tests;

/// <summary>What Ctrl-C does.</summary>
internal static class CtrlC
{
    /// <summary>Presses it, and waits until the run has been told: by the first that it is cancelled, by the second that it is not to be waited for.</summary>
    /// <param name="keep">Takes the process's end, before the run can know of it: what is undone may take longer.</param>
    public static void Press(CleanUp cleanUp, Action<Task> keep)
    {
        var told = cleanUp.Cancellation.IsCancellationRequested ? cleanUp.Insistence : cleanUp.Cancellation;
        keep(Task.Run(cleanUp.Cancel));
        Assert.True(SpinWait.SpinUntil(() => told.IsCancellationRequested, TimeSpan.FromMinutes(1)));
    }
}
