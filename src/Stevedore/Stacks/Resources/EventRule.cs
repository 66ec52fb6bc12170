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
    /// <summary>Its id where it tells of the source.</summary>
    public const string OfSource = "SourceRule";

    /// <summary>Its id where it tells of the base image.</summary>
    public const string OfBase = "BaseRule";
    private const string RoleId = "RuleRole";

    /// <summary>What a rule is called.</summary>
    public static string Name(PipelinePlan plan, string id) => $"{plan.Name}-{id}";

    /// <summary>The ARN of a rule.</summary>
    public static string Arn(PipelinePlan plan, string id) => StackPlace.Arn("events", $"rule/{Name(plan, id)}");

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
                        { "Name", Name(plan, id), "The role below trusts it by its name." },
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

    private static string[] Rules(PipelinePlan plan) =>
        [.. plan.SourceType is "codecommit" or "s3" ? (string[])[OfSource] : [], .. plan.Settings.Base is null ? [] : (string[])[OfBase]];

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
                    new("ArnEquals", "aws:SourceArn", [.. Rules(plan).Select(rule => Arn(plan, rule))]),
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
