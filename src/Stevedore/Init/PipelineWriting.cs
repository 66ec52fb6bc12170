using Stevedore.Aws.Permissions;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Shipping;
using Stevedore.Stacks;
using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Resources;
using Stevedore.Terminal;
using Path = System.IO.Path;

namespace Stevedore.Init;

/// <summary>Writes the templates of the pipelines that the settings name.</summary>
internal sealed class PipelineWriting(
    StevedoreRun run,
    KnownRegistries registries,
    IEnumerable<RegistryKind> kinds,
    IOutput output,
    CleanUp cleanUp
) : IStackFiles
{
    /// <inheritdoc/>
    public StackFiles Make(string? only)
    {
        var environment = run.Here.EnvironmentName;
        return StackFiles.Of(Inputs(run.Here, Tool(OfFolder(Facts))), path => Value(path, environment) ?? Text(path), only);
    }

    public void Run(PipelineOptions options, string root, RepositoryFacts facts)
    {
        var tool = Tool(facts);
        var made = StackFiles.Of(Inputs(run.Here, tool), path => WrittenFile.Text(Path.Combine(root, path)), only: null);
        if (options.Writes)
        {
            Write(made, options.Force, root);
        }

        if (options.ShowsRoles)
        {
            output.Lines([.. RoleTable.Lines(made.Roles)]);
        }
    }

    // What a person filled in for an environment stands in a file of its own.
    private string? Value(string path, string? environment) =>
        environment is not null && path.EndsWith(ParameterFile.Suffix, StringComparison.Ordinal)
            ? Text($"{path[..^ParameterFile.Suffix.Length]}.{environment}{ParameterFile.Suffix}")
            : null;

    private static T OfFolder<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (StevedoreException fault)
        {
            throw new NothingToMakeOfException(fault);
        }
    }

    private string? Text(string path) => WrittenFile.Text(Path.Combine(run.Root, path));

    private RepositoryFacts Facts() =>
        run.Here.Git is { Refusal: null } git
            ? RepositorySearch.Read(run.Root, git)
            : throw new StevedoreException(
                "Cannot make the templates",
                "this folder is no git checkout",
                "Run it in a checkout; without one, what is deployed are the files of the folder pipeline."
            );

    private void Write(StackFiles made, bool force, string root)
    {
        var files = made
            .Files.Select(file => new InitFile(file.Path, file.Text) { IsGenerated = file.IsTemplate })
            .Select(file => (File: file, There: WrittenFile.Text(Path.Combine(root, file.Path))))
            .Select(file => (file.There, Planned: PlannedFile.Of(file.File, file.There, force)))
            .ToArray();
        new FileWriting(root, cleanUp).Write([.. files.Where(file => file.Planned.Writes).Select(file => file.Planned.Wanted)]);
        output.Lines([
            "",
            .. files.SelectMany(file => file.Planned.Lines(file.There)),
            "",
            .. made.Notes,
            .. Missing(made, root),
            .. Unsaid(made, root),
        ]);
    }

    // What a build does not hand on, no stage behind it has.
    private static IEnumerable<string> Missing(StackFiles made, string root) =>
        from handed in made.HandedOn
        let text = WrittenFile.Text(Path.Combine(root, handed.Buildspec))
        let missing = handed.Files.Where(file => text?.Contains(file, StringComparison.Ordinal) != true).ToArray()
        where missing.Length > 0
        select $"{handed.Buildspec} has to hand on {string.Join(", ", missing)}: write under artifacts, files"
            + $"{(handed.IsWhole ? ", without base-directory" : handed.IsFlat ? ", with discard-paths: yes" : "")}: {string.Join(", ", handed.Files)}.";

    // What a build does not say of them, no deployment can hold them against.
    private static IEnumerable<string> Unsaid(StackFiles made, string root) =>
        from handed in made.HandedOn
        let text = WrittenFile.Text(Path.Combine(root, handed.Buildspec))
        where
            handed.Export is not null
            && (
                text?.Contains(handed.Export, StringComparison.Ordinal) != true
                || !text.Contains("exported-variables:", StringComparison.Ordinal)
            )
        select $"{handed.Buildspec} has to say what it hands on, so that nothing else is deployed: write {InlineBuildspec.HandedOn} under env, exported-variables, and as the last command of build: {handed.Export}";

    private PipelineInputs Inputs(Workspace workspace, ToolCommands tool)
    {
        var settings = workspace.Chosen.Values.Images is { Count: > 0 } ? workspace.Settings : OfFolder(() => workspace.Settings);
        // Settings of an environment are asked for by every stage, and again by every pipeline.
        Dictionary<string, PipelineInputs> environments = new(StringComparer.Ordinal);
        return new()
        {
            Settings = settings,
            PlanOf = images =>
            {
                // What is missing here may be in the repository all the same; what is wrong is wrong there, too.
                _ = OfFolder(() => workspace.Dockerfiles);
                return run.PlanOf(workspace.Inputs with { Selection = images });
            },
            NeedsOf = plan => PlanPermissions.Of(plan, registries.KindOf, new(() => null)),
            In = environment =>
                environments.TryGetValue(environment, out var known)
                    ? known
                    : environments[environment] = Inputs(run.In(environment), tool),
            Kinds = [.. kinds],
            Tool = tool,
        };
    }

    // As the buildspec of the repository fetches it; of what it lists, only what is there can be handed on.
    private static ToolCommands Tool(RepositoryFacts facts)
    {
        if (BuildProject.Is(facts.Texts.GetValueOrDefault(BuildProject.Project)))
        {
            return new([], "bash build.sh {0}", IsByTarget: true, Existing(facts, "build.sh", "build/**/*", "global.json", "nuget.config"));
        }

        var commands = ToolPin.Commands(facts);
        return new(
            commands[..^1],
            commands[^1].Replace("stevedore ship", "stevedore {0}", StringComparison.Ordinal),
            IsByTarget: false,
            Existing(
                facts,
                ".config/dotnet-tools.json",
                "build/.config/dotnet-tools.json",
                "build/global.json",
                "global.json",
                "nuget.config"
            )
        );
    }

    private static ImmutableArray<string> Existing(RepositoryFacts facts, params string[] paths) =>
        [
            .. paths.Where(path =>
                path.Contains('*', StringComparison.Ordinal) || facts.Paths.Contains(path) || facts.Texts.ContainsKey(path)
            ),
        ];
}
