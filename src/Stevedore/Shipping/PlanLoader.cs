using Cake.Core;
using Stevedore.Arguments;
using Stevedore.Planning;
using Stevedore.Releases;
using Stevedore.Runs;
using Stevedore.Settings;
using Stevedore.Source;

namespace Stevedore.Shipping;

/// <summary>Reads the world once into the inputs of a plan: settings, environment, arguments, git, Dockerfiles.</summary>
public sealed class PlanLoader(IEnumerable<RegistryKind> kinds, SettingsCode code)
{
    private const string DefaultFile = "stevedore.json";
    private readonly ImmutableArray<RegistryKind> kinds = [.. kinds];

    /// <summary>What a plan is made from. Reaches no network and starts no process but git.</summary>
    /// <param name="variables">The environment; null for that of this process.</param>
    public PlanInputs Load(ICakeContext cake, RunArguments arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        var environment =
            variables?.ToDictionary(StringComparer.Ordinal)
            ?? cake.Environment.GetEnvironmentVariables().ToDictionary(StringComparer.Ordinal);
        var root = cake.Environment.WorkingDirectory.FullPath;
        var processes = new ProgramPathRunner(cake.ProcessRunner, cake.Environment);
        var reader = new GitReader(processes, hasHome: environment.GetValueOrDefault("HOME") is { Length: > 0 });
        var reading = Task.Run(() => reader.Read(cake.Environment.WorkingDirectory));
        var settings = SettingsResolution.Resolve(Inputs(root, arguments, environment));
        var dockerfiles = WorkspaceFiles.Dockerfiles(root, settings);
        var git = reading.GetAwaiter().GetResult();
        var folders = SourceFolders.Read(root, git, environment);
        return new()
        {
            Settings = settings,
            Source = SourceResolution.Resolve(
                git?.Without(Path.Combine(root, arguments.Output), OutputFolder.Names),
                folders,
                environment,
                new(arguments.Commit, arguments.Branch, arguments.Tag)
            ),
            Dockerfiles = dockerfiles,
            ForeignFolders = WorkspaceFiles.Foreign(settings, new(processes, git, folders)),
            Selection = arguments.Images,
            AllowDirty = arguments.AllowDirty,
            Refresh = arguments.Refresh,
            SelectedBuilder = environment.GetValueOrDefault("BUILDX_BUILDER") is { Length: > 0 } builder ? builder : null,
            ImageTag = environment.GetValueOrDefault("IMAGE_TAG")?.Trim() is { Length: > 0 } tag ? tag : null,
            Artifacts = WorkspaceFiles.Artifacts(settings, environment),
        };
    }

    /// <summary>The plan of these inputs.</summary>
    public ShipPlan Plan(PlanInputs inputs) => ShipPlanner.Plan(inputs, kinds);

    private SettingsInputs Inputs(string root, RunArguments arguments, Dictionary<string, string> environment)
    {
        var path = Path.Combine(root, arguments.Config ?? DefaultFile);
        if (arguments.Config is not null && !Path.Exists(path))
        {
            throw new StevedoreException(
                $"Cannot read the settings of --config={arguments.Config}",
                $"there is no file {path}",
                "Correct the path, or leave out --config."
            );
        }

        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        if (arguments.Platforms is { } platforms)
        {
            chosen["platforms"] = platforms;
        }

        return new(
            WorkspaceFiles.Read(path),
            arguments.Config ?? DefaultFile,
            chosen,
            environment,
            arguments.Environment ?? (environment.GetValueOrDefault("STEVEDORE_ENVIRONMENT") is { Length: > 0 } name ? name : null),
            code.Settings,
            new(kinds)
        );
    }
}
