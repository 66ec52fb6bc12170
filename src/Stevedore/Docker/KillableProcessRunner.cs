using Cake.Core.IO;

namespace Stevedore.Docker;

/// <summary>Starts processes that end with this one when it is told to end; those that undo something have a time of their own instead.</summary>
/// <param name="patience">How long a process may take that undoes something. Default: 20 s.</param>
internal sealed class KillableProcessRunner(IProcessRunner inner, CleanUp cleanUp, TimeSpan? patience = null) : IProcessRunner
{
    // To remove a builder takes seconds, and an engine that hangs must not keep the run from ending.
    private readonly TimeSpan patience = patience ?? TimeSpan.FromSeconds(20);

    public IProcess Start(FilePath filePath, ProcessSettings settings)
    {
        var process = inner.Start(filePath, settings);
        if (cleanUp.IsUndoing)
        {
            _ = KillLater(process);
        }
        else
        {
            cleanUp.Register(() => Kill(process));
        }

        return process;
    }

    private async Task KillLater(IProcess process)
    {
        await Task.Delay(patience);
        Kill(process);
    }

    private static void Kill(IProcess process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }
}
