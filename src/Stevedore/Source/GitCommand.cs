using Cake.Core;
using Cake.Core.IO;
using Stevedore.Runs;

namespace Stevedore.Source;

/// <summary>One git process, under way from the moment it is made, so that several run at once.</summary>
internal sealed class GitCommand : IDisposable
{
    /// <summary>A status of a large tree on a slow disk takes its time; what waits for a lock or for somebody to type does nothing meanwhile.</summary>
    public static readonly ProcessLimits Limits = new(TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(10), 256L * 1024 * 1024);

    private readonly WatchedProcess process;
    private readonly string command;

    private GitCommand(WatchedProcess process, string command) => (this.process, this.command) = (process, command);

    /// <exception cref="System.ComponentModel.Win32Exception">There is no git to start.</exception>
    public static GitCommand Start(IProcessRunner processes, DirectoryPath folder, params ReadOnlySpan<string> arguments) =>
        Start(processes, folder, Limits, arguments);

    /// <exception cref="System.ComponentModel.Win32Exception">There is no git to start.</exception>
    internal static GitCommand Start(
        IProcessRunner processes,
        DirectoryPath folder,
        ProcessLimits limits,
        params ReadOnlySpan<string> arguments
    )
    {
        var builder = new ProcessArgumentBuilder();
        foreach (var argument in arguments)
        {
            builder.AppendQuoted(argument);
        }

        return new(
            WatchedProcess.Start(
                processes,
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
                        // Nobody sees the question, and nobody answers it.
                        ["GIT_TERMINAL_PROMPT"] = "0",
                        // Messages are recognised by their English words.
                        ["LC_ALL"] = "C",
                    },
                },
                limits
            ),
            $"git {arguments.ToArray().FirstOrDefault(argument => !argument.StartsWith('-'))}"
        );
    }

    public GitAnswer Finish() =>
        process.Wait() switch
        {
            ProcessEnd.Stalled => Refused(
                Invariant($"`{command}` made no progress for {process.Limits.Stall.TotalSeconds:0} seconds and was ended"),
                $"See what `{command}` waits for there"
            ),
            ProcessEnd.Flooded => Refused(
                Invariant($"`{command}` printed more than {process.Limits.MostPrinted / 1024 / 1024} MiB and was ended"),
                "See which git the PATH names"
            ),
            _ => new(
                process.Process.GetExitCode(),
                [.. process.Process.GetStandardOutput()],
                string.Join('\n', process.Process.GetStandardError())
            ),
        };

    private static GitAnswer Refused(string why, string remedy) => new(-1, [], why) { Refusal = new(why, remedy) };

    public void Dispose() => process.Dispose();
}

internal sealed record GitAnswer(int ExitCode, ImmutableArray<string> Lines, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>Why there is none; null where git answered.</summary>
    public GitRefusal? Refusal { get; init; }

    /// <summary>One value that may itself have line breaks, such as a path.</summary>
    public string Text => string.Join('\n', Lines);
}
