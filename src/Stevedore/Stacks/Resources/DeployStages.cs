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
                        ? (TemplateMap[])[PipelineAction.Of("Approve", "Approval", "AWS", "Manual", null, runOrder: 1)]
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

    public void Add()
    {
        foreach (var stage in plan.Stages)
        {
            if (stage.Action == StageAction.Stevedore)
            {
                AddProject(stage);
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
                new() { { "ProjectName", stage.Project is { } project ? project : Intrinsic.Ref($"Deploy{stage.Id}Project") } },
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

    private void AddProject(StagePlan stage)
    {
        var name = ProjectName(plan, stage);
        var log = CodeBuildProject.AddLog(template, plan, $"Deploy{stage.Id}Log", name);
        template.Add(
            $"Deploy{stage.Id}Project",
            new()
            {
                { "Type", "AWS::CodeBuild::Project" },
                {
                    "Properties",
                    new TemplateMap
                    {
                        { "Name", name },
                        { "Description", $"Deploys to {stage.Name} what {plan.Name} shipped" },
                        { "ServiceRole", Intrinsic.GetAtt($"Deploy{stage.Id}Role.Arn") },
                        {
                            "Source",
                            new TemplateMap
                            {
                                { "Type", "CODEPIPELINE" },
                                {
                                    "BuildSpec",
                                    InlineBuildspec.OfDeployment(plan, stage.Name),
                                    "It stands here, so that who changes the repository does not change what this role runs first."
                                },
                            }
                        },
                        {
                            "Artifacts",
                            new TemplateMap { { "Type", "CODEPIPELINE" } }
                        },
                        {
                            "Environment",
                            new TemplateMap
                            {
                                { "Type", "LINUX_CONTAINER" },
                                { "ComputeType", "BUILD_GENERAL1_SMALL" },
                                { "Image", CodeBuildProject.Image(isArm: false) },
                                { "PrivilegedMode", false, "It runs no Docker." },
                            }
                        },
                        // A deployment is waited for, and then the tool needs time to say what became of it.
                        { "TimeoutInMinutes", Math.Clamp((stage.Deploy!.Minutes * stage.Deploy.Services.Length) + 15, 5, 2160) },
                        { "LogsConfig", CodeBuildProject.LogsConfig(log) },
                        { "Tags", template.TagList },
                    }
                },
            },
            "A project of its own and not CodePipeline's action: it ends at once when a deployment fails, and says why."
        );
        template.Add(Role(stage, name));
    }

    private StackRole Role(StagePlan stage, string name)
    {
        var deploy = stage.Deploy!;
        return new(
            $"Deploy{stage.Id}Role",
            $"Deployments of {plan.Name} to {stage.Name}",
            StackRole.TrustOf("codebuild", CodeBuildProject.Arn(name)),
            [
                CodeBuildProject.Log(name),
                .. artifacts.Statements("reading what was shipped", reads: CodePipelineResource.BuildOutput),
                .. DeployStatements.OfRegistry(plan),
                .. deploy.Role is { } role
                    ? [new Statement("DeployAccount", $"deploying to {stage.Name}", ["sts:AssumeRole"], [role])]
                    : DeployStatements.OfEcs(deploy, plan.Place),
            ]
        )
        {
            Name = deploy.Role is null ? null : name,
        };
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
