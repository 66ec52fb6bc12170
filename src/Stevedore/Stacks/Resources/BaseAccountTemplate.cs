using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Sources;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Resources;

/// <summary>The stack of the account that has the base image: a rule that hands on its pushes, and a role that looks it up.</summary>
internal static class BaseAccountTemplate
{
    /// <summary>The output that says what the repository's policy has to allow.</summary>
    public const string PolicyOutput = "RepositoryPolicy";

    /// <summary>What the pipeline knows the role by.</summary>
    public static string RoleName(PipelinePlan plan) => $"{plan.Name}-base";

    /// <summary>What the bus of the pipeline's account knows the role of the rule by.</summary>
    public static string EventRoleName(PipelinePlan plan) => $"{plan.Name}-base-events";

    public static StackTemplate Of(PipelinePlan plan)
    {
        StackTemplate template = new(
            $"What the pipeline {plan.Name} needs of the account of its base image",
            plan.Settings.Tags,
            plan.Settings.PermissionsBoundary is not null
        );
        RoleBoundary.Add(template, plan.Settings.PermissionsBoundary, plan.BaseAccount);
        _ = template.Parameter("PipelineAccount", plan.Place.Account!, "The account of the pipeline.", pattern: "^[0-9]{12}$");
        _ = template.Parameter("ArtifactBucket", "", "The bucket of the pipeline's artifacts: the output ArtifactBucket of its stack.");
        _ = template.Parameter("ArtifactKey", "", "The ARN of their key: the output ArtifactKey of its stack.");
        var bus = $"arn:{StackPlace.Partition}:events:{StackPlace.OwnRegion}:${{PipelineAccount}}:event-bus/default";
        template.Add(
            EventRule.OfBase,
            new()
            {
                { "Type", "AWS::Events::Rule" },
                {
                    "Properties",
                    new TemplateMap
                    {
                        { "Name", EventRule.Name(plan, EventRule.OfBase), "The role below trusts it by its name." },
                        { "Description", $"Pushes of the base image, for {plan.Name}" },
                        { "EventPattern", BaseImageSource.Pattern(plan, StackPlace.OwnAccount) },
                        {
                            "Targets",
                            new TemplateList(
                                new TemplateMap
                                {
                                    { "Id", "bus" },
                                    { "Arn", Intrinsic.Sub(bus) },
                                    { "RoleArn", Intrinsic.GetAtt("EventRole.Arn") },
                                }
                            )
                        },
                    }
                },
            },
            "The event goes on as it is: its digest is what the pipeline builds on."
        );
        template.Add(
            new StackRole(
                "EventRole",
                "Hands on the pushes of the base image",
                new("TakenByTheService", "taking the role", ["sts:AssumeRole"], [])
                {
                    Principal = new TemplateMap { { "Service", "events.amazonaws.com" } },
                    Conditions =
                    [
                        new("StringEquals", "aws:SourceAccount", StackPlace.OwnAccount),
                        new("ArnEquals", "aws:SourceArn", EventRule.Arn(plan, EventRule.OfBase)),
                    ],
                },
                [new("HandOn", "handing on pushes of the base image", ["events:PutEvents"], [bus])]
            )
            {
                Name = EventRoleName(plan),
            }
        );
        template.Add(
            new StackRole(
                "BaseRole",
                $"Looks the base image up for {plan.Name}",
                new("TakenByThePipeline", "taking the role", ["sts:AssumeRole"], [])
                {
                    Principal = new TemplateMap { { "AWS", Intrinsic.Sub($"arn:{StackPlace.Partition}:iam::${{PipelineAccount}}:root") } },
                    Conditions =
                    [
                        new(
                            "ArnEquals",
                            "aws:PrincipalArn",
                            $"arn:{StackPlace.Partition}:iam::${{PipelineAccount}}:role/{plan.Name}-pipeline"
                        ),
                    ],
                },
                [
                    new(
                        "BaseImage",
                        "looking up the base image",
                        ["ecr:DescribeImages"],
                        [StackPlace.Arn("ecr", $"repository/{plan.Settings.Base!.Repository}")]
                    ),
                    new("Artifacts", "handing on the digest", ["s3:PutObject"], [Artifacts.Objects(plan, plan.BaseArtifact)]),
                    new("ArtifactKey", "handing on the digest", Artifacts.WithKey, ["${ArtifactKey}"]),
                ]
            )
            {
                Name = RoleName(plan),
            }
        );
        if (Puller(plan) is { } puller)
        {
            template.Output(
                PolicyOutput,
                Intrinsic.Sub(PullPolicy(puller)),
                $"What the policy of the repository {plan.Settings.Base!.Repository} has to say, as `aws ecr set-repository-policy --policy-text` takes it."
            );
        }

        return template;
    }

    // Null where nothing here says what the project runs as.
    private static string? Puller(PipelinePlan plan) =>
        plan.Build switch
        {
            { Project: not null } => null,
            { Role: { } role } => role,
            _ => $"arn:{StackPlace.Partition}:iam::${{PipelineAccount}}:role/{BuildProject.RoleName(plan)}",
        };

    // A repository that another stack has made, or nobody's, cannot be changed by this one.
    private static string PullPolicy(string puller) =>
        $$$$"""
            {"Version":"2012-10-17","Statement":[{"Sid":"BuiltOn","Effect":"Allow","Principal":{"AWS":"arn:{{{{StackPlace.Partition}}}}:iam::${PipelineAccount}:root"},"Action":["ecr:BatchCheckLayerAvailability","ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"],"Condition":{"ArnEquals":{"aws:PrincipalArn":"{{{{puller}}}}"}}}]}
            """;
}
