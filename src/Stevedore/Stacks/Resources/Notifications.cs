using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Resources;

/// <summary>The rule that tells a topic what happens.</summary>
internal static class Notifications
{
    public static void Add(StackTemplate template, PipelinePlan plan)
    {
        if (plan.Settings.Notifications is not { } settings)
        {
            return;
        }

        var events = (settings.On ?? ["failed", "approval"])
            .Select(name => Event(name, plan.IsProject))
            .OfType<string>()
            .Distinct()
            .ToArray();
        if (events.Length == 0)
        {
            return;
        }

        template.Add(
            "NotificationRule",
            new()
            {
                { "Type", "AWS::CodeStarNotifications::NotificationRule" },
                {
                    "Properties",
                    new TemplateMap
                    {
                        { "Name", plan.Name },
                        { "DetailType", "FULL" },
                        {
                            "Resource",
                            plan.IsProject
                                ? Intrinsic.GetAtt("BuildProject.Arn")
                                : Intrinsic.Sub(StackPlace.Arn("codepipeline", "${Pipeline}"))
                        },
                        { "EventTypeIds", events },
                        {
                            "Targets",
                            new TemplateList(
                                new TemplateMap
                                {
                                    { "TargetType", "SNS" },
                                    {
                                        "TargetAddress",
                                        template.Parameter("Topic", settings.Topic!, "The topic that is told what happens.")
                                    },
                                }
                            )
                        },
                        { "Tags", template.TagMap },
                    }
                },
            },
            "The topic's policy has to let codestar-notifications.amazonaws.com publish."
        );
    }

    private static string? Event(string name, bool isProject) =>
        (name, isProject) switch
        {
            ("approval", true) => null,
            ("approval", _) => "codepipeline-pipeline-manual-approval-needed",
            ("started", true) => "codebuild-project-build-state-in-progress",
            (_, true) => $"codebuild-project-build-state-{name}",
            _ => $"codepipeline-pipeline-pipeline-execution-{name}",
        };
}
