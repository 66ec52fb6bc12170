using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Cake.Docker;

namespace Stevedore.Docker;

/// <summary>Runs docker by way of Cake.Docker, with the private docker config.</summary>
public sealed class DockerCli(ICakeContext cake, PrivateDockerConfig config, CleanUp cleanUp) : IDocker
{
    private const int TailLines = 30;

    /// <inheritdoc/>
    public async Task<ImmutableArray<Builder>> ListBuilders()
    {
        var lines = await Task.Run(() =>
            Run("buildx ls", new DockerBuildXLsSettings { ArgumentCustomization = Json }, [], null, "Cannot list the builders")
        );
        return Builder.ParseList(lines);
    }

    /// <inheritdoc/>
    public Task CreateBuilder(BuilderCreation creation)
    {
        var settings = new DockerBuildXCreateSettings
        {
            Name = creation.Name,
            Driver = creation.Driver,
            DriverOpt = [.. creation.Options],
            Config = creation.Config,
            Bootstrap = true,
        };
        return Task.Run(() => Run("buildx create", settings, [], null, $"Cannot create the builder '{creation.Name}'"));
    }

    /// <inheritdoc/>
    public Task Bake(BakeCommand command)
    {
        var settings = new DockerBuildXBakeSettings
        {
            Builder = command.Builder,
            File = [command.File],
            MetadataFile = command.MetadataFile,
            NoCache = command.NoCache,
            Progress = "plain",
            EnvironmentVariables = command.Variables.ToDictionary(variable => variable.Key, variable => variable.Value.Reveal()),
        };
        return Task.Run(() => Run("buildx bake", settings, ["default"], command.LogFile, "Cannot build the images"));
    }

    // Streams are read as they come: kept for the failure's message, logged, and written to the log file.
    private List<string> Run<TSettings>(string command, TSettings settings, string[] arguments, string? logFile, string what)
        where TSettings : AutoToolSettings, new()
    {
        if (cake.Tools.Resolve(["docker", "docker.exe"]) is null)
        {
            throw DockerFaults.NotInstalled(what);
        }

        using var transcript = new DockerTranscript(logFile, isShown: cake.Log.Verbosity >= (logFile is null ? Verbosity.Diagnostic : Verbosity.Normal));
        settings.EnvironmentVariables = Variables(settings.EnvironmentVariables);
        settings.HandleExitCode = transcript.End;
        settings.SetupProcessSettings = process =>
        {
            process.RedirectStandardOutput = true;
            process.RedirectedStandardOutputHandler = transcript.Output;
            process.RedirectStandardError = true;
            process.RedirectedStandardErrorHandler = transcript.Error;
        };
        new GenericDockerRunner<TSettings>(cake.FileSystem, cake.Environment, Processes(), cake.Tools).Run(command, settings, arguments);
        return transcript.ExitCode == 0
            ? transcript.StandardOutput
            : throw DockerFaults.Failed(
                what,
                new($"docker {command}", cake.Environment.WorkingDirectory.FullPath, transcript.ExitCode, transcript.Tail(TailLines), logFile)
            );
    }

    private Dictionary<string, string> Variables(IDictionary<string, string>? further) =>
        new(config.Variables.Concat(further ?? new Dictionary<string, string>()), StringComparer.Ordinal)
        {
            // From 0.20 on buildx otherwise asks before it reads files outside the working directory.
            ["BUILDX_BAKE_ENTITLEMENTS_FS"] = "0",
            ["BUILDX_METADATA_PROVENANCE"] = "disabled",
        };

    private KillableProcessRunner Processes() => new(cake.ProcessRunner, cleanUp);

    private static ProcessArgumentBuilder Json(ProcessArgumentBuilder arguments) => arguments.Append("--format").AppendQuoted("{{json .}}");
}
