using Cake.Core;
using Cake.Docker;
using Stevedore.Terminal;

namespace Stevedore.Docker;

/// <summary>Makes and removes builders, and installs emulators for them.</summary>
internal sealed class BuilderWork(ICakeContext cake, DockerProcess docker, PrivateDockerConfig config)
{
    // What buildx says of a name that it knows.
    private const string Exists = "existing instance for ";

    /// <summary>Whether the builder was made now.</summary>
    public bool Prepare(BuilderDecision decision)
    {
        if (decision.Emulators is { } emulators)
        {
            Install(emulators);
        }

        return !decision.Creations.IsEmpty && Create(decision);
    }

    public void Remove(string builder)
    {
        try
        {
            docker.Run(
                "buildx rm",
                new DockerBuildXRmSettings { Force = true },
                [Quoted(builder)],
                $"Cannot remove the builder '{builder}'"
            );
        }
        catch (StevedoreException cause) when (cause.Message.Contains($"no builder \"{builder}\" found", StringComparison.Ordinal))
        {
            // It never came to be, or did not start and is gone already.
        }
    }

    private void Install(EmulatorInstallation emulators)
    {
        var architectures = string.Join(',', emulators.Architectures);
        cake.Log.Note($"Installing emulators for {architectures}.");
        var arguments = new[] { "--privileged", "--rm", Quoted(emulators.Image), "--install", Quoted(architectures) };
        try
        {
            docker.Run("run", new DockerCustomCommandSettings(), arguments, $"Cannot install emulators with {emulators.Image}");
        }
        catch (StevedoreException cause) when (emulators.IsOptional)
        {
            cake.Log.Warn(
                $"Building without emulators of {emulators.Image}, since the builder may have its own: {cause.Why}. "
                    + $"Where it has none, name an image that can be pulled here in builder.emulationImage, or run `{emulators.Command}` first."
            );
            return;
        }

        if (emulators.Restart is { } builder)
        {
            // BuildKit looks for emulators when it starts.
            docker.Run("buildx stop", new DockerCustomCommandSettings(), [Quoted(builder)], $"Cannot restart the builder '{builder}'");
        }
    }

    private bool Create(BuilderDecision decision)
    {
        var isMade = false;
        try
        {
            var written = decision.Config is { } text ? Keep(text) : null;
            foreach (var creation in decision.Creations)
            {
                Create(written is null ? creation : creation with { Config = written });
                isMade = true;
            }

            var settings = new DockerBuildXInspectSettings { Bootstrap = true };
            docker.Run("buildx inspect", settings, [Quoted(decision.Name)], $"Cannot start the builder '{decision.Name}'");
            return true;
        }
        catch (StevedoreException cause) when (!isMade && cause.Message.Contains(Exists, StringComparison.Ordinal))
        {
            return false;
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
            cake.Log.Trace(cause.Message);
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

        cake.Log.Note($"Creating a builder: {creation.Command}");
        var settings = new DockerBuildXCreateSettings
        {
            Name = creation.Name,
            Append = creation.Appends,
            DriverOpt = [.. creation.Options.Select(CsvField.Of)],
            BuildkitdFlags = creation.Flags.IsEmpty ? null! : string.Join(' ', creation.Flags),
            Platform = creation.Platforms.IsEmpty ? [] : [string.Join(',', creation.Platforms)],
        };
        if (!creation.Appends)
        {
            settings.Driver = creation.Driver;
        }

        if (creation.Config is { } file)
        {
            settings.Config = file;
        }

        string[] endpoint = creation.Endpoint is null ? [] : [Quoted(creation.Endpoint)];
        docker.Run("buildx create", settings, endpoint, $"Cannot create the builder '{creation.Name}'");
    }

    // buildx reads it, and the files that it names, when it creates.
    private string Keep(string text)
    {
        var path = Path.Combine(config.Variables["DOCKER_CONFIG"], "buildkitd.toml");
        return FileFaults.Tell(
            $"Cannot write {path}",
            "Free the folder for temporary files, or set TMPDIR to another.",
            () =>
            {
                File.WriteAllText(path, text);
                return path;
            }
        );
    }

    private static string Quoted(string argument) => $"\"{argument.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
