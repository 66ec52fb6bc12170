using Cake.Core;
using Cake.Core.IO;

namespace Stevedore.Source;

/// <summary>One git process, under way from the moment it is made, so that several run at once.</summary>
internal sealed class GitCommand : IDisposable
{
    private readonly IProcess process;

    private GitCommand(IProcess process) => this.process = process;

    /// <exception cref="System.ComponentModel.Win32Exception">There is no git to start.</exception>
    public static GitCommand Start(IProcessRunner processes, DirectoryPath folder, params ReadOnlySpan<string> arguments)
    {
        var builder = new ProcessArgumentBuilder();
        foreach (var argument in arguments)
        {
            builder.AppendQuoted(argument);
        }

        return new(
            processes.Start(
                "git",
                new ProcessSettings
                {
                    Arguments = builder,
                    WorkingDirectory = folder,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    Silent = true,
                    EnvironmentVariables = new Dictionary<string, string?>
                    {
                        // A status that refreshes the index would take its lock, and writes where only reading was asked for.
                        ["GIT_OPTIONAL_LOCKS"] = "0",
                        // Messages are recognised by their English words.
                        ["LC_ALL"] = "C",
                    },
                }
            )
        );
    }

    public GitAnswer Finish()
    {
        process.WaitForExit();
        return new(process.GetExitCode(), [.. process.GetStandardOutput()], string.Join('\n', process.GetStandardError()));
    }

    public void Dispose() => process.Dispose();
}

internal sealed record GitAnswer(int ExitCode, ImmutableArray<string> Lines, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>One value that may itself have line breaks, such as a path.</summary>
    public string Text => string.Join('\n', Lines);
}
