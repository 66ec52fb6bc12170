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
}

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

    /// <summary>The file that overrides what is made for a pipeline.</summary>
    public static string Overrides(string name) => $"{Folder}/{name}.overrides.yml";

    /// <param name="texts">What is there: overrides, and values of parameters that a person filled in.</param>
    /// <param name="only">The pipeline that is meant; null for all.</param>
    /// <exception cref="StevedoreException">The settings do not make pipelines, or overrides do not merge.</exception>
    public static StackFiles Of(PipelineInputs inputs, Func<string, string?> texts, string? only)
    {
        var files = ImmutableArray.CreateBuilder<StackFile>();
        var roles = ImmutableArray.CreateBuilder<(string, StackRole)>();
        List<string> notes = [];
        List<HandedOn> handedOn = [];
        foreach (var name in Names(inputs, only))
        {
            var plan = new PipelinePlanner(inputs).Plan(name);
            notes.AddRange(plan.Notes);
            var template = PipelineTemplate.Of(plan);
            var main = Template(name, template.ToNode(), texts, notes);
            Add($"{Folder}/{name}", main, template, name);
            AddEnvironments(name, main, template);
            foreach (var account in Accounts(plan))
            {
                AddPlain($"{Folder}/{name}.target-{account.Key}", TargetAccountTemplate.Of(plan, account.Key, [.. account]), name);
            }

            if (plan.BaseAccount is { } other)
            {
                AddPlain($"{Folder}/{name}.base-{other}", BaseAccountTemplate.Of(plan), name);
            }

            if (plan is { Stages.IsEmpty: false, Build: { Project: null, Buildx: null } })
            {
                handedOn.Add(
                    new(plan.Build.Buildspec ?? "buildspec.yml", InlineBuildspec.ArtifactFiles(plan), plan.HandsOnSettings)
                    {
                        IsFlat = plan.HandsOnDefinitions,
                    }
                );
            }

            roles.Add(($"{Folder}/{name}.yml", Deployer(plan)));
            roles.AddRange(Callers(plan).Select(role => ($"{Folder}/{name}.yml", role)));
        }

        return new(files.ToImmutable(), roles.ToImmutable(), [.. notes.Distinct()]) { HandedOn = [.. handedOn] };

        void AddEnvironments(string name, string main, StackTemplate template)
        {
            foreach (var environment in inputs.Settings.Environments.Where(environment => SpeaksOf(inputs, environment, name)))
            {
                var plan = new PipelinePlanner(inputs.In(environment)).Plan(name);
                var other = PipelineTemplate.Of(plan);
                var text = Template(name, other.ToNode(), texts, []);
                if (text != main)
                {
                    notes.Add(
                        $"{name}: {environment} differs by more than values: it has a template of its own, {Folder}/{name}.{environment}.yml."
                    );
                    Add($"{Folder}/{name}.{environment}", text, other, name);
                }
                else if (!other.Values.SequenceEqual(template.Values))
                {
                    AddValues($"{Folder}/{name}.{environment}", other);
                }
            }
        }

        void AddPlain(string path, StackTemplate template, string name) =>
            Add(path, GeneratedText.Of(TemplateWriter.Text(template.ToNode()), Overrides(name)), template, name);

        void Add(string path, string text, StackTemplate template, string name)
        {
            files.Add(new($"{path}.yml", text, IsTemplate: true));
            if (Encoding.UTF8.GetByteCount(text) is var bytes and > MostBytes)
            {
                notes.Add(
                    Invariant(
                        $"{name}: {path}.yml has {bytes} bytes, and CloudFormation takes {MostBytes} in a request: deploy it from a bucket, "
                    ) + $"which pipelines.{name}.bucket names, or make two pipelines of it."
                );
            }

            if (template.Values.Count > 0)
            {
                AddValues(path, template);
            }

            roles.AddRange(template.Roles.Select(role => ($"{path}.yml", role)));
        }

        void AddValues(string path, StackTemplate template) =>
            files.Add(
                new($"{path}.parameters.json", ParameterFile.Text(template.Values, texts($"{path}.parameters.json")), IsTemplate: false)
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

    private static string Template(string name, TemplateMap template, Func<string, string?> texts, List<string> notes)
    {
        if (texts(Overrides(name)) is { } overrides)
        {
            notes.AddRange(OverrideMerge.Into(template, overrides, Overrides(name)).Select(touched => $"{Overrides(name)} {touched}."));
        }

        return GeneratedText.Of(TemplateWriter.Text(template), Overrides(name));
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
