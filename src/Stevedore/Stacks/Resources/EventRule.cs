using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Resources;

/// <summary>What of an event an execution takes.</summary>
/// <param name="Action">The source action.</param>
/// <param name="Type">What the revision is.</param>
/// <param name="Path">Where the event has it.</param>
internal sealed record EventRevision(string Action, string Type, string Path);

/// <summary>A rule that starts the pipeline, or the project where there is no pipeline, with the revision that fired it.</summary>
internal static class EventRule
{
    private const string RoleId = "RuleRole";

    public static void Add(
        StackTemplate template,
        PipelinePlan plan,
        string id,
        string description,
        TemplateMap pattern,
        EventRevision revision
    )
    {
        template.Add(
            id,
            new()
            {
                { "Type", "AWS::Events::Rule" },
                {
                    "Properties",
                    new TemplateMap
                    {
                        { "Description", $"{description} starts {plan.Name}" },
                        { "EventPattern", pattern },
                        { "Targets", new TemplateList(Target(plan, revision)) },
                    }
                },
            }
        );
        if (!template.Has(RoleId))
        {
            template.Add(Role(plan));
        }
    }

    private static TemplateMap Target(PipelinePlan plan, EventRevision revision) =>
        new()
        {
            { "Id", plan.IsProject ? "project" : "pipeline" },
            {
                "Arn",
                plan.IsProject
                    ? Intrinsic.GetAtt("BuildProject.Arn")
                    : Intrinsic.Sub($"arn:{StackPlace.Partition}:codepipeline:{StackPlace.OwnRegion}:{StackPlace.OwnAccount}:${{Pipeline}}")
            },
            { "RoleArn", Intrinsic.GetAtt($"{RoleId}.Arn") },
            {
                "InputTransformer",
                new TemplateMap
                {
                    {
                        "InputPathsMap",
                        new TemplateMap { { "revision", revision.Path } }
                    },
                    {
                        "InputTemplate",
                        plan.IsProject
                            ? """{"sourceVersion": <revision>}"""
                            : $$"""{"sourceRevisions": [{"actionName": "{{revision.Action}}", "revisionType": "{{revision.Type}}", "revisionValue": <revision>}]}"""
                    },
                },
                "The execution takes what fired it, whatever is pushed meanwhile."
            },
        };

    private static StackRole Role(PipelinePlan plan) =>
        new(
            RoleId,
            $"Events that start {plan.Name}",
            new("TakenByTheService", "taking the role", ["sts:AssumeRole"], [])
            {
                Principal = new TemplateMap { { "Service", "events.amazonaws.com" } },
                Conditions =
                [
                    new("StringEquals", "aws:SourceAccount", StackPlace.OwnAccount),
                    new("ArnLike", "aws:SourceArn", StackPlace.Arn("events", "rule/${AWS::StackName}-*")),
                ],
            },
            [
                plan.IsProject
                    ? new("StartBuild", "starting on an event", ["codebuild:StartBuild"], [CodeBuildProject.Arn(plan.Name)])
                    : new(
                        "StartPipeline",
                        "starting on an event",
                        ["codepipeline:StartPipelineExecution"],
                        [StackPlace.Arn("codepipeline", plan.Name)]
                    ),
            ]
        );
}
