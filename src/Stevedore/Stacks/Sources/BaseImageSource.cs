using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Resources;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Sources;

/// <summary>The repository of the base image, as a second source.</summary>
internal static class BaseImageSource
{
    public const string ActionName = "Base";

    private const string Namespace = "BaseVariables";

    /// <summary>The digest that the execution names, where CodePipeline fills in variables.</summary>
    public const string Digest = $"#{{{Namespace}.ImageDigest}}";

    private static string Tag(PipelinePlan plan) => plan.Settings.Base!.Tag ?? "latest";

    /// <summary>The ARN of its repository.</summary>
    public static string Arn(PipelinePlan plan) =>
        $"arn:{StackPlace.Partition}:ecr:{StackPlace.OwnRegion}:{plan.BaseAccount ?? StackPlace.OwnAccount}:repository/{plan.Settings.Base!.Repository}";

    public static TemplateMap Action(PipelinePlan plan) =>
        PipelineAction.Of(
            ActionName,
            "Source",
            "AWS",
            "ECR",
            new() { { "RepositoryName", plan.Settings.Base!.Repository! }, { "ImageTag", Tag(plan) } },
            output: plan.BaseArtifact,
            variables: Namespace,
            role: plan.BaseAccount is { } account
                ? $"arn:{StackPlace.Partition}:iam::{account}:role/{BaseAccountTemplate.RoleName(plan)}"
                : null
        );

    public static IEnumerable<Statement> PipelineStatements(PipelinePlan plan) =>
        plan.BaseAccount is { } account
            ?
            [
                new(
                    "BaseAccount",
                    "looking up the base image in another account",
                    ["sts:AssumeRole"],
                    [$"arn:{StackPlace.Partition}:iam::{account}:role/{BaseAccountTemplate.RoleName(plan)}"]
                ),
            ]
            : [new("BaseImage", "looking up the base image", ["ecr:DescribeImages"], [Arn(plan)])];

    public static IEnumerable<Statement> BuildStatements(PipelinePlan plan) =>
        [
            new(
                "BaseImage",
                "building on the base image",
                ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
                [Arn(plan)]
            ),
        ];

    public static void AddRule(StackTemplate template, PipelinePlan plan)
    {
        EventRule.Add(
            template,
            plan,
            EventRule.OfBase,
            "A push of the base image",
            Pattern(plan, plan.BaseAccount ?? StackPlace.OwnAccount),
            new(ActionName, "IMAGE_DIGEST", "$.detail.image-digest")
        );
        if (plan.BaseAccount is { } account)
        {
            template.Add(
                "BaseEvents",
                new()
                {
                    { "Type", "AWS::Events::EventBusPolicy" },
                    {
                        "Properties",
                        new TemplateMap
                        {
                            { "EventBusName", "default" },
                            { "StatementId", $"{plan.Name}-base" },
                            {
                                "Statement",
                                new TemplateMap
                                {
                                    { "Effect", "Allow" },
                                    {
                                        "Principal",
                                        new TemplateMap { { "AWS", Intrinsic.Sub($"arn:{StackPlace.Partition}:iam::{account}:root") } }
                                    },
                                    { "Action", "events:PutEvents" },
                                    { "Resource", Intrinsic.Sub(StackPlace.Arn("events", "event-bus/default")) },
                                    {
                                        "Condition",
                                        new TemplateMap
                                        {
                                            {
                                                "StringEquals",
                                                new TemplateMap
                                                {
                                                    {
                                                        "aws:PrincipalArn",
                                                        Intrinsic.Sub(
                                                            $"arn:{StackPlace.Partition}:iam::{account}:role/{BaseAccountTemplate.EventRoleName(plan)}"
                                                        )
                                                    },
                                                }
                                            },
                                        }
                                    },
                                }
                            },
                        }
                    },
                },
                "The rule of the base image's account hands on its pushes with that role, and nobody else sends anything here."
            );
        }
    }

    /// <summary>What the event of a push is like.</summary>
    /// <param name="account">Where it comes from: whoever may write to a bus could say otherwise what was pushed.</param>
    public static TemplateMap Pattern(PipelinePlan plan, string account) =>
        new()
        {
            { "source", new TemplateList("aws.ecr") },
            { "account", new TemplateList(Intrinsic.Sub(account)) },
            { "detail-type", new TemplateList("ECR Image Action") },
            {
                "detail",
                new TemplateMap
                {
                    { "action-type", new TemplateList("PUSH") },
                    { "result", new TemplateList("SUCCESS") },
                    { "repository-name", new TemplateList(plan.Settings.Base!.Repository!) },
                    { "image-tag", new TemplateList(Tag(plan)) },
                }
            },
        };
}
