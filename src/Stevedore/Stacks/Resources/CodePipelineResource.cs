using Stevedore.Shipping;
using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Sources;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Resources;

/// <summary>The pipeline: sources, build, and what follows.</summary>
internal sealed class CodePipelineResource(
    StackTemplate template,
    PipelinePlan plan,
    PipelineSource source,
    BuildProject build,
    Artifacts artifacts
)
{
    // Any value of a configuration (https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html).
    private const int MostOfAConfiguration = 1000;
    public const string BuildOutput = "BuildOutput";

    /// <summary>What the variables are called by that a build exports.</summary>
    public const string BuildNamespace = "BuildVariables";
    private readonly DeployStages stages = new(template, plan, artifacts);

    public void Add()
    {
        template.Add("Pipeline", Pipeline());
        template.Add(Role());
        stages.Add();
        template.Output("PipelineName", Intrinsic.Ref("Pipeline"), "What `stevedore` and the console call it.");
    }

    private TemplateMap Pipeline() =>
        new()
        {
            { "Type", "AWS::CodePipeline::Pipeline" },
            {
                "Properties",
                new TemplateMap
                {
                    { "Name", plan.Name },
                    { "PipelineType", "V2" },
                    { "ExecutionMode", plan.Settings.Mode?.ToUpperInvariant() ?? "QUEUED", Mode() },
                    { "RoleArn", Intrinsic.GetAtt("PipelineRole.Arn") },
                    {
                        "ArtifactStore",
                        new TemplateMap
                        {
                            { "Type", "S3" },
                            { "Location", artifacts.Location },
                            {
                                "EncryptionKey",
                                artifacts.Key is { } key
                                    ? new TemplateMap { { "Type", "KMS" }, { "Id", Intrinsic.Sub(key) } }
                                    : null
                            },
                        }
                    },
                    { "Variables", Variables() },
                    { "Triggers", source.Triggers(template) },
                    {
                        "Stages",
                        new TemplateList([
                            Stage(
                                "Source",
                                [
                                    source.Action(template),
                                    .. plan.Settings.Base is null ? [] : (TemplateMap[])[BaseImageSource.Action(plan)],
                                ]
                            ),
                            Stage("Build", [Build()]),
                            .. stages.All(),
                        ])
                    },
                    { "Tags", template.TagList },
                }
            },
        };

    private string? Mode() =>
        (plan.Settings.Mode ?? "queued") switch
        {
            "queued" => "Every commit is deployed, in order.",
            "superseded" => "A newer commit overtakes one that waits.",
            _ => "Executions do not wait for each other: the last to end decides what runs.",
        };

    internal static TemplateMap Stage(string name, IEnumerable<TemplateMap> actions, TemplateMap? onFailure = null) =>
        new()
        {
            { "Name", name },
            { "Actions", new TemplateList(actions) },
            { "OnFailure", onFailure },
        };

    private TemplateList? Variables() =>
        plan.Settings.Variables is not { Count: > 0 } variables
            ? null
            : new(
                variables.Select(variable => (TemplateNode)new TemplateMap { { "Name", variable.Key }, { "DefaultValue", variable.Value } })
            );

    private TemplateMap Build()
    {
        string[] inputs = [PipelineSource.Artifact, .. plan.Settings.Base is null ? [] : (string[])[plan.BaseArtifact]];
        var variables = ActionVariables();
        return PipelineAction.Of(
            "Build",
            "Build",
            "AWS",
            "CodeBuild",
            new()
            {
                { "ProjectName", build.Name },
                { "PrimarySource", inputs.Length > 1 ? (TemplateNode)PipelineSource.Artifact : null },
                { "EnvironmentVariables", variables is null ? null : (TemplateNode)variables },
            },
            inputs,
            BuildOutput,
            BuildNamespace
        );
    }

    // Builds of a pipeline are not told the branch otherwise.
    private string? ActionVariables()
    {
        List<(string Name, string Value)> variables = [];
        if (source.KnowsBranch)
        {
            variables.Add(("STEVEDORE_BRANCH", $"#{{{PipelineSource.Namespace}.BranchName}}"));
        }

        if (plan.Settings.Base is not null)
        {
            // The artifact is a file that others may have written; this is what the execution and who approves it see.
            variables.Add((WorkspaceFiles.DigestVariable(plan.BaseArtifact), BaseImageSource.Digest));
        }

        variables.AddRange((plan.Settings.Variables ?? []).Select(variable => (variable.Key, $"#{{variables.{variable.Key}}}")));
        var text =
            variables.Count == 0
                ? null
                : $"[{string.Join(',', variables.Select(variable => $$"""{"name":"{{variable.Name}}","value":"{{variable.Value}}"}"""))}]";
        return text is { Length: > MostOfAConfiguration }
            ? throw new StevedoreException(
                $"Cannot make the pipeline {plan.Name}",
                Invariant($"its variables take {text.Length} characters where an action has room for {MostOfAConfiguration}"),
                $"Leave some out of pipelines.{plan.Name}.variables."
            )
            : text;
    }

    private StackRole Role()
    {
        string[] projects = [.. new[] { BuildProject.ProjectName(plan) }.Concat(stages.Projects).Distinct(StringComparer.Ordinal)];
        return new(
            "PipelineRole",
            $"The pipeline {plan.Name}: starts its actions",
            StackRole.TrustOf("codepipeline", StackPlace.Arn("codepipeline", plan.Name)),
            [
                .. artifacts.PipelineStatements("handing on artifacts"),
                .. source.PipelineStatements(),
                .. plan.Settings.Base is null ? [] : BaseImageSource.PipelineStatements(plan),
                new(
                    "Projects",
                    "running builds",
                    ["codebuild:StartBuild", "codebuild:BatchGetBuilds"],
                    [.. projects.Select(CodeBuildProject.Arn)]
                ),
                .. stages.PipelineStatements(),
            ]
        )
        {
            Name = plan.SharesArtifacts ? $"{plan.Name}-pipeline" : null,
        };
    }
}
