using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Docker;

namespace Stevedore.Docker;

/// <summary>Runs docker.</summary>
public sealed class DockerCli(ICakeContext cake, PrivateDockerConfig config, CleanUp cleanUp) : IDocker
{
    private readonly DockerProcess docker = new(cake, config, cleanUp);

    /// <inheritdoc/>
    public async Task<ImmutableArray<Builder>> ListBuilders()
    {
        var settings = new DockerBuildXLsSettings { ArgumentCustomization = Json };
        return Builder.ParseList(await Task.Run(() => docker.Run("buildx ls", settings, [], "Cannot build")));
    }

    /// <inheritdoc/>
    public Task Prepare(BuilderDecision decision) =>
        Task.Run(() =>
        {
            if (decision.Emulators is { } emulators)
            {
                Install(emulators);
            }

            if (!decision.Creations.IsEmpty)
            {
                Create(decision);
            }
        });

    /// <inheritdoc/>
    public void Remove(string builder) =>
        docker.Run("buildx rm", new DockerBuildXRmSettings { Force = true }, [Quoted(builder)], $"Cannot remove the builder '{builder}'");

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
        return Task.Run(() => docker.Run("buildx bake", settings, ["default"], "Cannot build the images", command.LogFile));
    }

    private void Install(EmulatorInstallation emulators)
    {
        var architectures = string.Join(',', emulators.Architectures);
        cake.Log.Information("Installing emulators for {0}.", architectures);
        var arguments = new[] { "--privileged", "--rm", Quoted(emulators.Image), "--install", Quoted(architectures) };
        docker.Run("run", new DockerCustomCommandSettings(), arguments, $"Cannot install emulators with {emulators.Image}");
        if (emulators.Restart is { } builder)
        {
            // BuildKit looks for emulators when it starts.
            docker.Run("buildx stop", new DockerCustomCommandSettings(), [Quoted(builder)], $"Cannot restart the builder '{builder}'");
        }
    }

    private void Create(BuilderDecision decision)
    {
        var isMade = false;
        try
        {
            foreach (var creation in decision.Creations)
            {
                Create(creation);
                isMade = true;
            }

            var settings = new DockerBuildXInspectSettings { Bootstrap = true };
            docker.Run("buildx inspect", settings, [Quoted(decision.Name)], $"Cannot start the builder '{decision.Name}'");
        }
        catch (StevedoreException cause)
        {
            // The next run must not take a builder that never started for one that works. Another run's builder of that name is not ours to remove.
            if (isMade)
            {
                TryRemove(decision.Name);
            }

            throw BuilderFaults.NotCreated(decision, cause);
        }
    }

    private void TryRemove(string builder)
    {
        try
        {
            Remove(builder);
        }
        catch (StevedoreException cause)
        {
            cake.Log.Debug("{0}", cause.Message);
        }
    }

    private void Create(BuilderCreation creation)
    {
        if (creation.Driver == "cloud")
        {
            var version = BuildxVersion.Parse(
                docker.Run("buildx version", new DockerBuildXVersionSettings(), [], "Cannot tell buildx's version")
            );
            _ = version.HasCloudDriver ? version : throw BuilderFaults.CloudNeedsNewerBuildx(version.Text);
        }

        cake.Log.Information("Creating a builder: {0}", creation.Command);
        var settings = new DockerBuildXCreateSettings
        {
            Name = creation.Name,
            Append = creation.Appends,
            Driver = creation.Appends ? null : creation.Driver,
            DriverOpt = [.. creation.Options],
            Config = creation.Config,
            Platform = creation.Platforms is null ? [] : [creation.Platforms],
        };
        string[] endpoint = creation.Endpoint is null ? [] : [Quoted(creation.Endpoint)];
        docker.Run("buildx create", settings, endpoint, $"Cannot create the builder '{creation.Name}'");
    }

    private static string Quoted(string argument) => $"\"{argument.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static ProcessArgumentBuilder Json(ProcessArgumentBuilder arguments) => arguments.Append("--format").AppendQuoted("{{json .}}");
}
