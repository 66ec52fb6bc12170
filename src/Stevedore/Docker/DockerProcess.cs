using System.ComponentModel;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Cake.Docker;
using Stevedore.Runs;
using Stevedore.Terminal;

namespace Stevedore.Docker;

/// <summary>Runs one docker command by way of Cake.Docker, with the private docker config.</summary>
/// <param name="registered">The tools that a build itself has registered with Cake.</param>
internal sealed class DockerProcess(
    ICakeContext cake,
    PrivateDockerConfig config,
    CleanUp cleanUp,
    Redactor redactor,
    IToolRepository registered
)
{
    private const int TailLines = 30;

    // Where Linux runs under Windows both exist, and the Linux one is meant.
    private static readonly ImmutableArray<string> Names = ["docker", "docker.exe"];

    /// <summary>The lines of its standard output.</summary>
    /// <param name="logFile">Where all that it prints is kept, and shown as well; null for a command that is over at once.</param>
    /// <param name="what">What could not be done when it fails.</param>
    /// <param name="logIsKeptAs">Where the log is once the run has ended; null where it stays.</param>
    /// <param name="stop">Ends it before it has done its work.</param>
    public List<string> Run<TSettings>(
        string command,
        TSettings settings,
        string[] arguments,
        string what,
        string? logFile = null,
        string? logIsKeptAs = null,
        CancellationToken stop = default
    )
        where TSettings : AutoToolSettings, new()
    {
        var isShown = cake.Log.Verbosity >= (logFile is null ? Verbosity.Diagnostic : Verbosity.Normal);
        using var transcript = new DockerTranscript(logFile, command, isShown, redactor);
        var own = Names.SelectMany(registered.Resolve).LastOrDefault();
        var docker = own ?? OfThePath() ?? throw DockerFaults.NotInstalled(what);
        var variables = Variables(settings.EnvironmentVariables);
        var isOfPlugin = own is null && command.StartsWith("buildx ", StringComparison.Ordinal);
        var plugin = isOfPlugin ? BuildxPlugin.Find(docker.FullPath, config.PluginFolders) : null;
        if (plugin is not null)
        {
            variables[BuildxPlugin.OriginalCommand] = docker.FullPath;
            // Another docker's, where this build was started by a plugin itself.
            variables[BuildxPlugin.Socket] = "";
        }

        settings.ToolPath = plugin ?? docker;
        settings.EnvironmentVariables = variables;
        settings.HandleExitCode = transcript.End;
        settings.SetupProcessSettings = process =>
        {
            process.RedirectStandardOutput = true;
            process.RedirectedStandardOutputHandler = transcript.Output;
            process.RedirectStandardError = true;
            process.RedirectedStandardErrorHandler = transcript.Error;
        };
        var processes = new KillableProcessRunner(cake.ProcessRunner, cleanUp, stop: stop);
        GenericDockerRunner<TSettings> runner = new(cake.FileSystem, cake.Environment, processes, cake.Tools);
        try
        {
            try
            {
                runner.Run(command, settings, arguments);
            }
            catch (Win32Exception) when (plugin is not null)
            {
                // Docker says what is wrong with its plugin.
                settings.ToolPath = docker;
                runner.Run(command, settings, arguments);
            }
        }
        catch (Win32Exception cause)
        {
            throw DockerFaults.Unstartable(what, settings.ToolPath.FullPath, cause);
        }

        if (transcript.ExitCode == 0)
        {
            return transcript.StandardOutput;
        }

        // A terminal sends Ctrl-C to docker as well, which may end before this process has heard of it.
        cleanUp.AwaitEnd(transcript.SaysCancelled ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
        throw DockerFaults.NoBuildx(what, transcript.Tail(int.MaxValue))
            ?? DockerFaults.Failed(
                what,
                new(
                    $"docker {command}",
                    cake.Environment.WorkingDirectory.FullPath,
                    transcript.ExitCode,
                    transcript.Tail(TailLines),
                    transcript.LogFile is null ? null : logIsKeptAs ?? logFile
                )
            );
    }

    // Cake would look into the folder tools of the repository first.
    private FilePath? OfThePath() =>
        ProgramPath.Find(cake.Environment.GetEnvironmentVariable("PATH"), Names) is { } found ? new FilePath(found) : null;

    private Dictionary<string, string> Variables(IDictionary<string, string>? further) =>
        new(config.Variables.Concat(further ?? new Dictionary<string, string>()), StringComparer.Ordinal)
        {
            // From 0.20 on buildx otherwise asks before it reads files outside the working directory.
            ["BUILDX_BAKE_ENTITLEMENTS_FS"] = "0",
            ["BUILDX_METADATA_PROVENANCE"] = "disabled",
        };
}
