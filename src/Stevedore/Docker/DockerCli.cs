using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Cake.Docker;

namespace Stevedore.Docker;

/// <summary>Runs docker.</summary>
/// <param name="registered">A docker that a build has registered with Cake by itself is run instead of the one on the PATH.</param>
/// <param name="patience">How long docker may take to say what it knows. Default: a minute; it gives up by itself on machines that do not answer it.</param>
internal sealed class DockerCli(
    ICakeContext cake,
    PrivateDockerConfig config,
    CleanUp cleanUp,
    Redactor redactor,
    IToolRepository registered,
    TimeSpan? patience = null
) : IDocker
{
    private readonly TimeSpan patience = patience ?? TimeSpan.FromMinutes(1);
    private readonly DockerProcess docker = new(cake, config, cleanUp, redactor, registered);

    /// <inheritdoc/>
    public async Task<ImmutableArray<Builder>> ListBuilders()
    {
        var settings = new DockerBuildXLsSettings { ArgumentCustomization = Json };
        using CancellationTokenSource late = new(patience);
        try
        {
            var builders = Builder.ParseList(await Task.Run(() => docker.Run("buildx ls", settings, [], "Cannot build", stop: late.Token)));
            // Before 0.14 buildx does not say which is the current one.
            return builders.Any(builder => builder.IsCurrent is not null) ? builders : Builder.Mark(builders, config.CurrentBuilder);
        }
        catch (StevedoreException) when (late.IsCancellationRequested)
        {
            throw BuilderFaults.NoAnswer(patience);
        }
    }

    /// <inheritdoc/>
    public async Task<DockerVersions> Versions()
    {
        using CancellationTokenSource late = new(patience);
        var engine = Task.Run(() =>
            Line("version", new DockerCustomCommandSettings(), ["--format", "\"{{.Server.Version}}\""], late.Token)
        );
        var buildx = Task.Run(() => Line("buildx version", new DockerBuildXVersionSettings(), [], late.Token));
        return new(await engine, await buildx is { } said ? BuildxVersion.Parse([said]).Text : null);
    }

    /// <inheritdoc/>
    public Task<bool> Prepare(BuilderDecision decision) => Task.Run(() => new BuilderWork(cake, docker, config).Prepare(decision));

    /// <inheritdoc/>
    public void Remove(string builder) => new BuilderWork(cake, docker, config).Remove(builder);

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
        string[] arguments = [.. command.Entitlements.SelectMany(entitlement => (string[])["--allow", entitlement]), "default"];
        return Task.Run(() =>
            docker.Run("buildx bake", settings, arguments, "Cannot build the images", command.LogFile, command.LogIsKeptAs, command.Stop)
        );
    }

    // What is wrong with docker is said by whoever needs more of it than its version.
    private string? Line<TSettings>(string command, TSettings settings, string[] arguments, CancellationToken stop)
        where TSettings : AutoToolSettings, new()
    {
        try
        {
            return docker.Run(command, settings, arguments, "Cannot tell docker's version", stop: stop).FirstOrDefault();
        }
        catch (StevedoreException)
        {
            return null;
        }
    }

    private static ProcessArgumentBuilder Json(ProcessArgumentBuilder arguments) => arguments.Append("--format").AppendQuoted("{{json .}}");
}
