using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Sources;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Resources;

/// <summary>What follows the build: approvals, deployments, projects that are there.</summary>
internal sealed class DeployStages(StackTemplate template, PipelinePlan plan, Artifacts artifacts)
{
    // CodePipeline's own action waits until its time is over when a deployment has failed (aws/containers-roadmap#1399).
    private const string EcsMinutes = "15";

    private const string HandedOn =
        $$$"""[{"name":"{{{InlineBuildspec.HandedOn}}}","value":"#{{{{CodePipelineResource.BuildNamespace}}}.{{{InlineBuildspec.HandedOn}}}}"}]""";

    /// <summary>The projects that stages start.</summary>
    public IEnumerable<string> Projects =>
        plan
            .Stages.Select(stage => stage.Project ?? (stage.Action == StageAction.Stevedore ? ProjectName(plan, stage) : null))
            .OfType<string>();

    /// <summary>The name of the project that deploys to a stage, and of its role where another account knows it.</summary>
    public static string ProjectName(PipelinePlan plan, StagePlan stage) => $"{plan.Name}-deploy-{stage.Name}";

    public IEnumerable<TemplateMap> All() =>
        plan.Stages.Select(stage =>
            CodePipelineResource.Stage(
                stage.Name,
                [
                    .. stage.NeedsApproval
                        ? (TemplateMap[])[PipelineAction.Of("Approve", "Approval", "AWS", "Manual", ToApprove(), runOrder: 1)]
                        : [],
                    Action(stage),
                ],
                stage.Settings.OnFailure is { } result
                    ? new()
                    {
                        { "Result", result.ToUpperInvariant() },
                        {
                            "RetryConfiguration",
                            result == "retry"
                                ? new TemplateMap { { "RetryMode", "FAILED_ACTIONS" } }
                                : null
                        },
                    }
                    : null
            )
        );

    // No branch and no message: those are the words of who pushes.
    private TemplateMap? ToApprove()
    {
        string[] facts =
        [
            .. PipelineSource.Of(plan).KnowsBranch ? [$"Commit #{{{PipelineSource.Namespace}.CommitId}}"] : Array.Empty<string>(),
            .. plan.Settings.Base is null ? [] : (string[])[$"base image {BaseImageSource.Digest}"],
        ];
        return facts.Length == 0 ? null : new() { { "CustomData", string.Join(", ", facts) } };
    }

    public void Add()
    {
        foreach (var stage in plan.Stages)
        {
            if (stage.Action == StageAction.Stevedore)
            {
                new DeployProject(template, plan, artifacts).Add(stage);
            }

            if (stage is { NeedsApproval: true, Settings.Approval.Roles: { } roles })
            {
                AddApproval(stage, roles);
            }
        }
    }

    /// <summary>What the pipeline's own role needs for CodePipeline's own actions.</summary>
    public IEnumerable<Statement> PipelineStatements() =>
        plan.Stages.SelectMany(stage =>
            stage.ActionRole is { } role
                ? [new Statement("DeployAccount", $"deploying to {stage.Name} in another account", ["sts:AssumeRole"], [role])]
                : ActionStatements.Of(stage, plan.Place)
        );

    private TemplateMap Action(StagePlan stage)
    {
        int? order = stage.NeedsApproval ? 2 : null;
        string[] inputs = [CodePipelineResource.BuildOutput];
        return stage.Action switch
        {
            StageAction.Ecs => EcsAction(stage, inputs, order),
            StageAction.CodeDeploy => PipelineAction.Of(
                "Deploy",
                "Deploy",
                "AWS",
                "CodeDeployToECS",
                new()
                {
                    { "ApplicationName", stage.Settings.Application! },
                    { "DeploymentGroupName", stage.Settings.DeploymentGroup! },
                    { "TaskDefinitionTemplateArtifact", CodePipelineResource.BuildOutput },
                    { "TaskDefinitionTemplatePath", InlineBuildspec.TaskDefinition },
                    { "AppSpecTemplateArtifact", CodePipelineResource.BuildOutput },
                    { "AppSpecTemplatePath", InlineBuildspec.AppSpec },
                },
                inputs,
                runOrder: order,
                role: stage.ActionRole
            ),
            _ => PipelineAction.Of(
                stage.Action == StageAction.Project ? "Run" : "Deploy",
                stage.Action == StageAction.Project ? "Test" : "Build",
                "AWS",
                "CodeBuild",
                new()
                {
                    { "ProjectName", stage.Project is { } project ? project : Intrinsic.Ref($"Deploy{stage.Id}Project") },
                    {
                        "EnvironmentVariables",
                        stage.Action == StageAction.Project ? null : (TemplateNode)HandedOn,
                        "What the build of this execution said: the bucket may hold another by the time somebody approves."
                    },
                },
                inputs,
                runOrder: order
            ),
        };
    }

    private TemplateMap EcsAction(StagePlan stage, string[] inputs, int? order)
    {
        var service = stage.Deploy!.Services[0];
        return PipelineAction.Of(
            "Deploy",
            "Deploy",
            "AWS",
            "ECS",
            new()
            {
                { "ClusterName", service.Cluster },
                { "ServiceName", service.Service },
                { "FileName", plan.HandsOnSettings ? "artifacts/imagedefinitions.json" : "imagedefinitions.json" },
                {
                    "DeploymentTimeout",
                    new TemplateText(EcsMinutes),
                    "The action does not see that a deployment has failed, and would wait an hour."
                },
            },
            inputs,
            runOrder: order,
            role: stage.ActionRole
        );
    }

    private void AddApproval(StagePlan stage, IReadOnlyList<string> roles) =>
        template.Add(
            $"Approve{stage.Id}Policy",
            new()
            {
                { "Type", "AWS::IAM::ManagedPolicy" },
                {
                    "Properties",
                    new TemplateMap
                    {
                        { "Description", $"Approves the stage {stage.Name} of the pipeline {plan.Name}" },
                        { "Roles", new TemplateList(roles.Select(role => (TemplateNode)role[(role.LastIndexOf('/') + 1)..])) },
                        {
                            "PolicyDocument",
                            StackRole.Document([
                                new(
                                    "Approve",
                                    "approving",
                                    ["codepipeline:PutApprovalResult"],
                                    [StackPlace.Arn("codepipeline", $"{plan.Name}/{stage.Name}/Approve")]
                                ),
                                new(
                                    "SeeWhatWaits",
                                    "approving",
                                    ["codepipeline:GetPipeline", "codepipeline:GetPipelineExecution", "codepipeline:GetPipelineState"],
                                    [StackPlace.Arn("codepipeline", plan.Name)]
                                ),
                            ])
                        },
                    }
                },
            },
            "No other policy of this stack lets anybody approve."
        );
}
