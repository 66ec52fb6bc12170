using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Resources;

/// <summary>The project that deploys to a stage, and its role.</summary>
internal sealed class DeployProject(StackTemplate template, PipelinePlan plan, Artifacts artifacts)
{
    public void Add(StagePlan stage)
    {
        var name = DeployStages.ProjectName(plan, stage);
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
}
