using Cake.Core;
using Stevedore.Arguments;
using Stevedore.Planning;
using Stevedore.Planning.Dockerfiles;
using Stevedore.Releases;
using Stevedore.Runs;
using Stevedore.Settings;
using Stevedore.Settings.Layers;
using Stevedore.Source;

namespace Stevedore.Shipping;

/// <summary>Looks at the repository and its surroundings. Reaches no network and starts no process but git.</summary>
internal sealed class WorkspaceReader(IEnumerable<RegistryKind> kinds, SettingsCode code)
{
    private readonly ImmutableArray<RegistryKind> kinds = [.. kinds];

    /// <summary>One look, of which nothing is read yet.</summary>
    /// <param name="variables">The environment; null for that of this process.</param>
    public Workspace Look(ICakeContext cake, RunOptions options, IReadOnlyDictionary<string, string>? variables = null) =>
        new(
            cake,
            options,
            kinds,
            code.Settings,
            variables?.ToDictionary(StringComparer.Ordinal)
                ?? cake.Environment.GetEnvironmentVariables().ToDictionary(StringComparer.Ordinal)
        );

    /// <summary>The plan of these inputs.</summary>
    public ShipPlan Plan(PlanInputs inputs) => ShipPlanner.Plan(inputs, kinds);
}

/// <summary>The repository as it was at one look: settings, environment, git, Dockerfiles, each read when it is first asked for.</summary>
internal sealed class Workspace
{
    private const string DefaultFile = "stevedore.json";
    private readonly ICakeContext cake;
    private readonly RunOptions options;
    private readonly ImmutableArray<RegistryKind> kinds;
    private readonly Dictionary<string, string> environment;
    private readonly Lazy<ResolvedSettings> any;
    private readonly Lazy<ResolvedSettings> settings;
    private readonly Lazy<GitFacts?> git;
    private readonly Lazy<GitFacts?> tree;
    private readonly Lazy<SourceFolders> folders;
    private readonly Lazy<SourceFacts> source;
    private readonly Lazy<Dictionary<string, Dockerfile>> dockerfiles;
    private readonly Lazy<PlanInputs> inputs;

    internal Workspace(
        ICakeContext cake,
        RunOptions options,
        ImmutableArray<RegistryKind> kinds,
        StevedoreSettings? code,
        Dictionary<string, string> environment
    )
    {
        this.cake = cake;
        this.options = options;
        this.kinds = kinds;
        this.environment = environment;
        any = new(() => SettingsResolution.ResolveAny(SettingsInputs(code)));
        settings = new(() => any.Value.Values.Images is { Count: > 0 } ? any.Value : throw NoImages.In(SettingsInputs(code)));
        git = new(() => new GitReader(Processes, hasHome: Variable("HOME") is not null).Read(cake.Environment.WorkingDirectory));
        folders = new(() => SourceFolders.Read(Root, git.Value, environment));
        tree = new(() => git.Value?.Without(Path.Combine(Root, options.Output), OutputFolder.Names));
        source = new(() => Resolve(tree.Value));
        dockerfiles = new(() => WorkspaceFiles.Dockerfiles(Root, Settings));
        inputs = new(ReadInputs);
    }

    /// <summary>What was chosen.</summary>
    /// <exception cref="StevedoreException">There is nothing, or it has faults: all of them are named.</exception>
    public ResolvedSettings Settings => settings.Value;

    /// <summary>What was chosen, of which nothing need be shipped.</summary>
    /// <exception cref="StevedoreException">It has faults: all of them are named.</exception>
    public ResolvedSettings Chosen => any.Value;

    /// <summary>The section of <c>environments</c> that was chosen; null for none.</summary>
    public string? EnvironmentName => options.Environment ?? Variable("STEVEDORE_ENVIRONMENT");

    /// <summary>What git says; null without git.</summary>
    public GitFacts? Git => git.Value;

    /// <summary>What git and CodeBuild say of what is built.</summary>
    /// <exception cref="StevedoreException">Nothing tells the commit, or what tells it contradicts itself.</exception>
    public SourceFacts Source => source.Value;

    /// <summary>Every image's Dockerfile.</summary>
    /// <exception cref="StevedoreException">Contexts or Dockerfiles are missing.</exception>
    public IReadOnlyDictionary<string, Dockerfile> Dockerfiles => dockerfiles.Value;

    /// <summary>All that a plan is made from.</summary>
    /// <exception cref="StevedoreException">Something of it cannot be read.</exception>
    public PlanInputs Inputs => inputs.Value;

    private string Root => cake.Environment.WorkingDirectory.FullPath;

    private ProgramPathRunner Processes => new(cake.ProcessRunner, cake.Environment);

    /// <summary>The same for a build of these settings: a file that git does not know and no build reads makes nothing else of it.</summary>
    public SourceFacts SourceOf(ResolvedSettings built) =>
        tree.Value is { UntrackedFiles.IsEmpty: false, IsDirty: true } dirty
            ? Resolve(dirty.WithoutUnread(new BuildReading(built.Values, Root, SettingsFile).TakesIn))
            : Source;

    private string SettingsFile => Path.Combine(Root, options.Config ?? DefaultFile);

    private SourceFacts Resolve(GitFacts? facts) =>
        SourceResolution.Resolve(facts, folders.Value, environment, new(options.Commit, options.Branch, options.Tag));

    private PlanInputs ReadInputs()
    {
        // Git takes its time.
        var asked = Task.Run(() => git.Value);
        var read = dockerfiles.Value;
        _ = asked.GetAwaiter().GetResult();
        return new()
        {
            Settings = Settings,
            Source = SourceOf(Settings),
            Dockerfiles = read,
            ForeignFolders = WorkspaceFiles.Foreign(Settings, new(Processes, git.Value, folders.Value)),
            Selection =
                options.Images
                ?? Variable("STEVEDORE_IMAGES")
                    ?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .ToImmutableArray(),
            AllowDirty = options.AllowDirty,
            Refresh = options.Refresh,
            SelectedBuilder = Variable("BUILDX_BUILDER"),
            ImageTag = Variable("IMAGE_TAG")?.Trim() is { Length: > 0 } tag ? tag : null,
            Artifacts = WorkspaceFiles.Artifacts(Settings, environment),
        };
    }

    private string? Variable(string name) => environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    private SettingsInputs SettingsInputs(StevedoreSettings? code)
    {
        var path = SettingsFile;
        if (options.Config is not null && !Path.Exists(path))
        {
            throw new StevedoreException(
                $"Cannot read the settings of --config={options.Config}",
                $"there is no file {path}",
                "Correct the path, or leave out --config."
            );
        }

        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        if (options.Platforms is { } platforms)
        {
            chosen["platforms"] = platforms;
        }

        return new(
            WrittenFile.Text(path),
            options.Config ?? DefaultFile,
            chosen,
            environment,
            EnvironmentName,
            code,
            new(kinds),
            () => OwnVersion.Text
        );
    }
}
