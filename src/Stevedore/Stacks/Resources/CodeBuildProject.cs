using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Resources;

/// <summary>What the projects of a pipeline have in common.</summary>
internal static class CodeBuildProject
{
    /// <summary>CodeBuild's newest image for a platform.</summary>
    public static string Image(bool isArm) =>
        isArm ? "aws/codebuild/amazonlinux-aarch64-standard:4.0" : "aws/codebuild/amazonlinux-x86_64-standard:6.0";

    /// <summary>The ARN of a project.</summary>
    public static string Arn(string project) => StackPlace.Arn("codebuild", $"project/{project}");

    /// <summary>The log of a project, which is there before the project, and after it.</summary>
    /// <returns>Its logical id.</returns>
    public static string AddLog(StackTemplate template, PipelinePlan plan, string id, string project)
    {
        template.Add(
            id,
            new()
            {
                { "Type", "AWS::Logs::LogGroup" },
                {
                    "Properties",
                    new TemplateMap
                    {
                        { "LogGroupName", LogGroup(project) },
                        {
                            "RetentionInDays",
                            template.Parameter(
                                "LogDays",
                                Invariant($"{plan.Settings.LogDays ?? 90}"),
                                "How many days logs are kept.",
                                "Number"
                            )
                        },
                        { "Tags", template.TagList },
                    }
                },
            }
        );
        return id;
    }

    /// <summary>What every build may do to its log.</summary>
    public static Statement Log(string project) =>
        new(
            "Log",
            "writing the log of a build",
            ["logs:CreateLogStream", "logs:PutLogEvents"],
            [StackPlace.Arn("logs", $"log-group:{LogGroup(project)}:*")]
        );

    public static TemplateMap LogsConfig(string logId) =>
        new()
        {
            {
                "CloudWatchLogs",
                new TemplateMap { { "Status", "ENABLED" }, { "GroupName", Intrinsic.Ref(logId) } }
            },
        };

    /// <summary>A variable of a project or an action.</summary>
    public static TemplateNode Variable(string name, TemplateNode value, string? type = null) =>
        new TemplateMap
        {
            { "Name", name },
            { "Type", type is null ? null : (TemplateNode)type },
            { "Value", value },
        };

    private static string LogGroup(string project) => $"/aws/codebuild/{project}";
}
