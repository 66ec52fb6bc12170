using Cake.Core.IO;
using Stevedore.Runs;

namespace Stevedore.Runs;

/// <summary>Starts processes that end with this one when it is told to end; those that undo something have a time of their own instead.</summary>
/// <param name="patience">How long a process may take that undoes something. Default: 20 s.</param>
/// <param name="stop">Ends them earlier.</param>
internal sealed class KillableProcessRunner(
    IProcessRunner inner,
    CleanUp cleanUp,
    TimeSpan? patience = null,
    CancellationToken stop = default
) : IProcessRunner
{
    // To remove a builder takes seconds, and an engine that hangs must not keep the run from ending.
    private readonly TimeSpan patience = patience ?? TimeSpan.FromSeconds(20);

    public IProcess Start(FilePath filePath, ProcessSettings settings)
    {
        var given = settings.EnvironmentVariables?.TryGetValue(MarkedProcesses.Variable, out var known) == true ? known : null;
        var mark = given ?? MarkedProcesses.NewMark();
        settings.EnvironmentVariables = new Dictionary<string, string>(
            settings.EnvironmentVariables ?? new Dictionary<string, string>(),
            StringComparer.Ordinal
        )
        {
            [MarkedProcesses.Variable] = mark,
        };
        IProcess? process = null;
        if (cleanUp.IsUndoing)
        {
            process = inner.Start(filePath, settings);
            _ = KillLater(process, mark);
        }
        else
        {
            cleanUp.Do(() => process = inner.Start(filePath, settings), undo: () => Kill(process, mark));
            stop.Register(() => Kill(process, mark));
        }

        return process!;
    }

    private async Task KillLater(IProcess process, string mark)
    {
        await Task.Delay(patience);
        Kill(process, mark);
    }

    private static void Kill(IProcess? process, string mark)
    {
        if (process is null)
        {
            // It could not be started.
            return;
        }

        try
        {
            if (!HasEnded(process))
            {
                MarkedProcesses.Kill(mark);
            }

            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    private static bool HasEnded(IProcess process)
    {
        try
        {
            _ = process.GetExitCode();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
