using Cake.Core.IO;

namespace Stevedore.Docker;

/// <summary>Starts processes that end with this one when it is told to end.</summary>
internal sealed class KillableProcessRunner(IProcessRunner inner, CleanUp cleanUp) : IProcessRunner
{
    public IProcess Start(FilePath filePath, ProcessSettings settings)
    {
        var process = inner.Start(filePath, settings);
        cleanUp.Register(() =>
        {
            try
            {
                process.Kill();
            }
            catch (InvalidOperationException)
            {
                // It has ended.
            }
        });
        return process;
    }
}
