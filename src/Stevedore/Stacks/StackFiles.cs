using System.Text;
using Stevedore.Aws.Permissions;
using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Resources;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks;

/// <summary>A file of a pipeline.</summary>
/// <param name="Path">With slashes, below the repository.</param>
/// <param name="IsTemplate">Whether it says itself if it was changed by hand.</param>
internal sealed record StackFile(string Path, string Text, bool IsTemplate);

/// <summary>What a build hands on.</summary>
/// <param name="Buildspec">The file that says so.</param>
/// <param name="Files">As it lists them.</param>
/// <param name="IsWhole">Whether they keep their folders.</param>
internal sealed record HandedOn(string Buildspec, ImmutableArray<string> Files, bool IsWhole)
{
    /// <summary>Whether they lie without folders.</summary>
    public bool IsFlat { get; init; }

    /// <summary>The last command of the build, which says what they are; null where nothing asks.</summary>
    public string? Export { get; init; }
}

/// <summary>A template as it is written.</summary>
/// <param name="Values">Of the parameters that it has.</param>
/// <param name="Others">The parameters whose values a person alone knows, such as those that overrides have added.</param>
internal sealed record MadeTemplate(string Text, ImmutableArray<KeyValuePair<string, string>> Values, ImmutableArray<string> Others);

/// <summary>The files of pipelines, and what a person should know of them.</summary>
/// <param name="Roles">By the file that has them.</param>
internal sealed record StackFiles(
    ImmutableArray<StackFile> Files,
    ImmutableArray<(string File, StackRole Role)> Roles,
    ImmutableArray<string> Notes
)
{
    /// <summary>What buildspecs of the repository have to hand on to what follows the build.</summary>
    public ImmutableArray<HandedOn> HandedOn { get; init; } = [];

    private const string Folder = "pipeline";

    // What a request to CloudFormation takes (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html).
    private const int MostBytes = 51_200;

    /// <summary>The file that overrides a template.</summary>
    /// <param name="stem">The pipeline, with what it needs of another account behind a point.</param>
    public static string Overrides(string stem) => $"{Folder}/{stem}.overrides.yml";

    /// <param name="texts">What is there: overrides, and values of parameters that a person filled in.</param>
    /// <param name="only">The pipeline that is meant; null for all.</param>
    /// <exception cref="StevedoreException">The settings do not make pipelines, or overrides do not merge.</exception>
    public static StackFiles Of(PipelineInputs inputs, Func<string, string?> texts, string? only)
    {
        var files = ImmutableArray.CreateBuilder<StackFile>();
        var roles = ImmutableArray.CreateBuilder<(string, StackRole)>();
        List<string> notes = [];
        List<HandedOn> handedOn = [];
        List<PipelinePlan> plans = [];
        foreach (var name in Names(inputs, only))
        {
            var plan = new PipelinePlanner(inputs).Plan(name);
            plans.Add(plan);
            notes.AddRange(plan.Notes);
            var template = PipelineTemplate.Of(plan);
            var main = Template(name, template, texts, notes);
            Add($"{Folder}/{name}", main, template, name);
            AddEnvironments(name, main);
            foreach (var account in Accounts(plan))
            {
                AddOther($"{name}.target-{account.Key}", TargetAccountTemplate.Of(plan, account.Key, [.. account]), name);
            }

            if (plan.BaseAccount is { } other)
            {
                AddOther($"{name}.base-{other}", BaseAccountTemplate.Of(plan), name);
            }

            if (plan is { Stages.IsEmpty: false, Build.Project: null, Buildx: null })
            {
                handedOn.Add(
                    new(plan.Build.Buildspec ?? "buildspec.yml", InlineBuildspec.ArtifactFiles(plan), plan.HandsOnSettings)
                    {
                        IsFlat = plan.HandsOnDefinitions,
                        Export = plan.HandsOnSettings ? InlineBuildspec.Export(plan) : null,
                    }
                );
            }

            roles.Add(($"{Folder}/{name}.yml", Deployer(plan)));
            roles.AddRange(Callers(plan).Select(role => ($"{Folder}/{name}.yml", role)));
        }

        notes.AddRange(StageGuards.Notes(plans));
        return new(files.ToImmutable(), roles.ToImmutable(), [.. notes.Distinct()]) { HandedOn = [.. handedOn] };

        void AddEnvironments(string name, MadeTemplate main)
        {
            foreach (var environment in inputs.Settings.Environments.Where(environment => SpeaksOf(inputs, environment, name)))
            {
                var plan = new PipelinePlanner(inputs.In(environment)).Plan(name);
                var other = PipelineTemplate.Of(plan);
                var made = Template(name, other, texts, []);
                if (made.Text != main.Text)
                {
                    notes.Add(
                        $"{name}: {environment} differs by more than values: it has a template of its own, {Folder}/{name}.{environment}.yml."
                    );
                    Add($"{Folder}/{name}.{environment}", made, other, name);
                }
                else if (!made.Values.SequenceEqual(main.Values))
                {
                    AddValues($"{Folder}/{name}.{environment}", made);
                }
            }
        }

        // What deploys by hand in another account has overrides of its own.
        void AddOther(string stem, StackTemplate template, string name) =>
            Add($"{Folder}/{stem}", Template(stem, template, texts, notes), template, name);

        void Add(string path, MadeTemplate made, StackTemplate template, string name)
        {
            files.Add(new($"{path}.yml", made.Text, IsTemplate: true));
            if (Encoding.UTF8.GetByteCount(made.Text) is var bytes and > MostBytes)
            {
                notes.Add(
                    Invariant(
                        $"{name}: {path}.yml has {bytes} bytes, and CloudFormation takes {MostBytes} in a request: deploy it from a bucket, "
                    ) + $"which pipelines.{name}.bucket names, or make two pipelines of it."
                );
            }

            if (!made.Values.IsEmpty || (!made.Others.IsEmpty && texts($"{path}.parameters.json") is not null))
            {
                AddValues(path, made);
            }

            roles.AddRange(template.Roles.Select(role => ($"{path}.yml", role)));
        }

        void AddValues(string path, MadeTemplate made) =>
            files.Add(
                new(
                    $"{path}.parameters.json",
                    ParameterFile.Text(made.Values, made.Others, texts($"{path}.parameters.json")),
                    IsTemplate: false
                )
            );
    }

    private static IEnumerable<string> Names(PipelineInputs inputs, string? only)
    {
        var names = inputs.Settings.Values.Pipelines?.Keys.ToArray() ?? [];
        return names.Length == 0
                ? throw new StevedoreException(
                    "Cannot make a pipeline",
                    "stevedore.json has no pipelines",
                    """Add "pipelines": { "shop": { "source": { "connection": "<name or ARN>", "repository": "acme/shop", "branch": "main" } } } to it."""
                )
            : only is null ? names
            : names.Contains(only) ? [only]
            : throw new StevedoreException(
                $"Cannot make the pipeline {OutsideText.Line(only, 80)}",
                "pipelines has none of that name",
                new Complaint("", Nearest.Hint(only, names)).Sentence
            );
    }

    private static MadeTemplate Template(string stem, StackTemplate template, Func<string, string?> texts, List<string> notes)
    {
        var node = template.ToNode();
        if (texts(Overrides(stem)) is { } overrides)
        {
            notes.AddRange(OverrideMerge.Into(node, overrides, Overrides(stem)).Select(touched => $"{Overrides(stem)} {touched}."));
        }

        // CloudFormation refuses values of parameters that a template does not have.
        var parameters = node["Parameters"] as TemplateMap;
        return new(
            GeneratedText.Of(TemplateWriter.Text(node), Overrides(stem)),
            [.. template.Values.Where(value => parameters?[value.Key] is not null)],
            [.. (parameters ?? []).Select(parameter => parameter.Key).Where(key => !template.Values.Any(value => value.Key == key))]
        );
    }

    private static bool SpeaksOf(PipelineInputs inputs, string environment, string name) =>
        inputs
            .In(environment)
            .Settings.Sources.Any(source =>
                source.Key.StartsWith($"pipelines.{name}.", StringComparison.Ordinal)
                && source.Value.Text.EndsWith($"(environments.{environment})", StringComparison.Ordinal)
            );

    private static IEnumerable<IGrouping<string, StagePlan>> Accounts(PipelinePlan plan) =>
        plan
            .Stages.Where(stage => stage.Deploy is { Role: not null, IsElsewhere: true })
            .GroupBy(stage => stage.Deploy!.Account!, StringComparer.Ordinal);

    // What the stack makes, it makes with the rights of whoever deploys it, or of the role that --role names.
    private static StackRole Deployer(PipelinePlan plan)
    {
        PermissionPlace place = new(plan.Place.Region, plan.Place.Account, plan.Name);
        return new(
            "",
            $"Whoever runs `stevedore stack deploy --pipeline={plan.Name}`, and may make what is in the template, or has a role for that with --role",
            new("", "", [], []),
            Statements.Of(
                [
                    (CloudFormationPermissions.LookUp, place),
                    (CloudFormationPermissions.Causes, place),
                    (CloudFormationPermissions.Compare, place),
                    (CloudFormationPermissions.Deploy, place),
                    (CloudFormationPermissions.Delete, place),
                    .. plan.SourceType == "connection"
                        ? ((Permission, PermissionPlace)[])[(CloudFormationPermissions.Connections, place with { Name = null })]
                        : [],
                    .. plan.IsProject ? ((Permission, PermissionPlace)[])[] : [(CloudFormationPermissions.Executions, place)],
                    .. plan.Settings.Bucket is { } bucket
                        ? ((Permission, PermissionPlace)[])[(CloudFormationPermissions.Upload, place with { Name = bucket })]
                        : [],
                ],
                plan.Place
            )
        );
    }

    // Who deploys by hand needs what the project of the stage has, without what CodeBuild itself does.
    private static IEnumerable<StackRole> Callers(PipelinePlan plan) =>
        plan
            .Stages.Where(stage => stage.Action == StageAction.Stevedore)
            .Select(stage => new StackRole(
                "",
                $"Whoever runs `stevedore ecs deploy --environment={stage.Name}`",
                new("", "", [], []),
                Statements.Named([
                    .. DeployStatements.OfRegistry(plan),
                    .. stage.Deploy!.Role is { } role
                        ? [new Statement("DeployAccount", $"deploying to {stage.Name}", ["sts:AssumeRole"], [role])]
                        : DeployStatements.OfEcs(stage.Deploy, plan.Place),
                ])
            ));
}
