using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Resources;

/// <summary>The stack of an account that is deployed to: the role that deploys there, which trusts one role of the pipeline's account.</summary>
internal static class TargetAccountTemplate
{
    /// <param name="account">The account.</param>
    /// <param name="stages">The stages that deploy to it.</param>
    public static StackTemplate Of(PipelinePlan plan, string account, ImmutableArray<StagePlan> stages)
    {
        StackTemplate template = new(
            $"What the pipeline {plan.Name} needs to deploy to account {account}",
            plan.Settings.Tags,
            plan.Settings.PermissionsBoundary is not null
        );
        RoleBoundary.Add(template, plan.Settings.PermissionsBoundary, account);
        _ = template.Parameter(
            "PipelineAccount",
            plan.Place.Account!,
            "The account of the pipeline, whose role may take the role of this stack.",
            pattern: "^[0-9]{12}$",
            constraint: "has to be the twelve digits of the pipeline's account"
        );
        if (stages.Any(stage => stage.ActionRole is not null))
        {
            _ = template.Parameter("ArtifactBucket", "", "The bucket of the pipeline's artifacts: the output ArtifactBucket of its stack.");
            _ = template.Parameter("ArtifactKey", "", "The ARN of their key: the output ArtifactKey of its stack.");
        }

        // One role may serve several stages.
        foreach (var role in stages.GroupBy(stage => stage.Deploy!.Role!, StringComparer.Ordinal))
        {
            template.Add(Role(plan, role.Key, [.. role], account));
        }

        return template;
    }

    private static StackRole Role(PipelinePlan plan, string role, ImmutableArray<StagePlan> stages, string account)
    {
        var names = string.Join(", ", stages.Select(stage => stage.Name));
        return new(
            $"Deploy{stages[0].Id}Role",
            $"Deployments of {plan.Name} to {names}",
            new("TakenByTheDeployment", "taking the role", ["sts:AssumeRole"], [])
            {
                Principal = new TemplateMap { { "AWS", Intrinsic.Sub($"arn:{StackPlace.Partition}:iam::${{PipelineAccount}}:root") } },
                Conditions =
                [
                    new("ArnEquals", "aws:PrincipalArn", [.. stages.Select(stage => Caller(plan, stage)).Distinct(StringComparer.Ordinal)]),
                ],
                Comment = "That role alone, by a condition: it need not be there yet, and one that is made anew is the same.",
            },
            [
                .. stages.SelectMany(stage =>
                {
                    var here = new StackPlace(account, stage.Deploy!.Region ?? plan.Place.Region);
                    return stage.Action == StageAction.Stevedore
                        ? DeployStatements.OfEcs(stage.Deploy, here)
                        : ActionStatements.Of(stage, here);
                }),
                .. ReadingArtifacts(plan, stages),
            ]
        )
        {
            Name = role[(role.LastIndexOf('/') + 1)..],
            Path = role.Split('/') is { Length: > 2 } parts ? $"/{string.Join('/', parts[1..^1])}/" : null,
        };
    }

    // CodePipeline's own action reads them with this role; a project of the pipeline's account with its own.
    private static IEnumerable<Statement> ReadingArtifacts(PipelinePlan plan, ImmutableArray<StagePlan> stages) =>
        stages.All(stage => stage.ActionRole is null)
            ? []
            :
            [
                new(
                    "Artifacts",
                    "reading what was shipped",
                    ["s3:GetObject", "s3:GetObjectVersion"],
                    [Artifacts.Objects(plan, CodePipelineResource.BuildOutput)]
                ),
                new("ArtifactKey", "reading what was shipped", Artifacts.ReadsWithKey, ["${ArtifactKey}"]),
            ];

    private static string Caller(PipelinePlan plan, StagePlan stage) =>
        $"arn:{StackPlace.Partition}:iam::${{PipelineAccount}}:role/"
        + (stage.Action == StageAction.Stevedore ? DeployStages.ProjectName(plan, stage) : $"{plan.Name}-pipeline");
}
