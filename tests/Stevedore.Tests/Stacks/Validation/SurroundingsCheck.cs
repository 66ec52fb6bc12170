using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stevedore.Tests.Stacks.Validation;

/// <summary>Holds what stands around pipelines against its rules: projects, webhooks, notifications, rules of events.</summary>
internal static partial class SurroundingsCheck
{
    private static readonly ImmutableHashSet<string> EventTypes =
    [
        .. new[] { "succeeded", "failed", "canceled", "started" }.Select(state => $"codepipeline-pipeline-action-execution-{state}"),
        .. new[] { "started", "succeeded", "resumed", "canceled", "failed" }.Select(state =>
            $"codepipeline-pipeline-stage-execution-{state}"
        ),
        .. new[] { "failed", "canceled", "started", "resumed", "succeeded", "superseded" }.Select(state =>
            $"codepipeline-pipeline-pipeline-execution-{state}"
        ),
        .. new[] { "failed", "needed", "succeeded" }.Select(state => $"codepipeline-pipeline-manual-approval-{state}"),
        .. new[] { "failed", "succeeded", "in-progress", "stopped" }.Select(state => $"codebuild-project-build-state-{state}"),
        .. new[] { "failure", "success" }.Select(state => $"codebuild-project-build-phase-{state}"),
    ];

    [GeneratedRegex(@"<(?<name>[A-Za-z0-9_.\-]+)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder { get; }

    public static IEnumerable<string> Faults(Template template) =>
        template
            .OfType("AWS::CodeBuild::Project")
            .SelectMany(Project)
            .Concat(template.OfType("AWS::CodePipeline::Webhook").SelectMany(webhook => Webhook(template, webhook)))
            .Concat(template.OfType("AWS::CodeStarNotifications::NotificationRule").SelectMany(rule => Notification(template, rule)))
            .Concat(template.OfType("AWS::Events::Rule").SelectMany(rule => Rule(template, rule)));

    private static IEnumerable<string> Project(Resource project)
    {
        var properties = project.Properties;
        var isOfPipeline = properties["Source"].Map()["Type"].Text() == "CODEPIPELINE";
        if (isOfPipeline != (properties["Artifacts"].Map()["Type"].Text() == "CODEPIPELINE"))
        {
            yield return $"{project.Path}: CODEPIPELINE must be the type of its source and of its artifacts, or of neither.";
        }

        if (isOfPipeline && properties["BadgeEnabled"].Text() == "true")
        {
            yield return $"{project.Path}: a project with the source CODEPIPELINE cannot have a badge.";
        }

        if (isOfPipeline && properties["Triggers"] is not null)
        {
            yield return $"{project.Path}: a project with the source CODEPIPELINE cannot have a webhook.";
        }

        var environment = properties["Environment"].Map();
        var image = environment["Image"].Show();
        var isArm = environment["Type"].Text()?.StartsWith("ARM", StringComparison.Ordinal);
        if (
            image.StartsWith("aws/codebuild/", StringComparison.Ordinal)
            && isArm is { } arm
            && arm != image.Contains("aarch64", StringComparison.Ordinal)
        )
        {
            yield return $"{project.Path}: the image {image} does not run on {environment["Type"].Text()}.";
        }

        if (environment["RegistryCredential"] is not null && environment["ImagePullCredentialsType"].Text() != "SERVICE_ROLE")
        {
            yield return $"{project.Path}: RegistryCredential needs ImagePullCredentialsType SERVICE_ROLE.";
        }

        foreach (
            var twice in environment["EnvironmentVariables"]
                .Elements()
                .GroupBy(variable => variable.Map()["Name"].Show())
                .Where(group => group.Count() > 1)
        )
        {
            yield return $"{project.Path}: the variable {twice.Key} stands twice.";
        }

        foreach (var (index, group) in properties["Triggers"].Map()["FilterGroups"].Elements().Index())
        {
            if (group.Elements().Count(filter => filter.Map()["Type"].Text() == "EVENT") != 1)
            {
                yield return $"{project.Path}: the group {index} of its webhook's filters must have one of the type EVENT.";
            }
        }
    }

    private static IEnumerable<string> Webhook(Template template, Resource webhook)
    {
        var properties = webhook.Properties;
        if (properties["Filters"].Elements().Length is < 1 or > 5)
        {
            yield return $"{webhook.Path}: has {properties["Filters"].Elements().Length} filters; 1 to 5 are allowed.";
        }

        if (properties["Authentication"].Text() == "GITHUB_HMAC" && properties["AuthenticationConfiguration"].Map()["SecretToken"] is null)
        {
            yield return $"{webhook.Path}: GITHUB_HMAC needs a SecretToken.";
        }

        if (template.Meant(properties["TargetPipeline"]) is { } target)
        {
            var name = properties["TargetAction"].Show();
            if (!PipelineParts.Of(target).Actions.Any(action => action.Name == name && action.Type?.Provider == "GitHub"))
            {
                yield return $"{webhook.Path}: {target.Id} has no source '{name}' of the type GitHub.";
            }
        }
    }

    private static IEnumerable<string> Notification(Template template, Resource rule)
    {
        var prefix = Node(template, rule.Properties["Resource"]) switch
        {
            "AWS::CodePipeline::Pipeline" => "codepipeline-pipeline-",
            "AWS::CodeBuild::Project" => "codebuild-project-",
            _ => "",
        };
        foreach (var type in rule.Properties["EventTypeIds"].Elements().Select(type => type.Show()))
        {
            if (!EventTypes.Contains(type))
            {
                yield return $"{rule.Path}: there is no type of events '{type}'.";
            }
            else if (!type.StartsWith(prefix, StringComparison.Ordinal))
            {
                yield return $"{rule.Path}: its resource has no events '{type}'.";
            }
        }

        foreach (var target in rule.Properties["Targets"].Elements().Select(target => target.Map()["TargetType"].Show()))
        {
            if (target is not ("SNS" or "AWSChatbotSlack" or "AWSChatbotMicrosoftTeams"))
            {
                yield return $"{rule.Path}: '{target}' is not a type of targets.";
            }
        }
    }

    private static IEnumerable<string> Rule(Template template, Resource rule)
    {
        if (rule.Properties["EventPattern"] is null == rule.Properties["ScheduleExpression"] is null)
        {
            yield return $"{rule.Path}: needs either EventPattern or ScheduleExpression.";
        }

        foreach (var target in rule.Properties["Targets"].Elements().Select(target => target.Map()))
        {
            var pipeline = ReferencedPipeline(template, target["Arn"]);
            if (pipeline is not null && target["RoleArn"] is null)
            {
                yield return $"{rule.Path}: the target {target["Id"].Show()} is a pipeline, which needs a RoleArn.";
            }

            foreach (var fault in Transformer(template, target["InputTransformer"].Map(), pipeline))
            {
                yield return $"{rule.Path}: the target {target["Id"].Show()} {fault}.";
            }
        }
    }

    private static IEnumerable<string> Transformer(Template template, Mapping transformer, Resource? pipeline)
    {
        if (transformer["InputTemplate"] is not { } input)
        {
            yield break;
        }

        var text = new TemplateResolver(template) { WithHoles = true }.Text(input);
        var known = transformer["InputPathsMap"].Map();
        string[] used =
        [
            .. Placeholder
                .Matches(text)
                .Select(match => match.Groups["name"].Value)
                .Where(name => !name.StartsWith("aws.", StringComparison.Ordinal))
                .Distinct(),
        ];
        foreach (var name in used.Where(name => known[name] is null))
        {
            yield return $"uses <{name}>, which its InputPathsMap has not";
        }

        foreach (var name in known.Keys.Except(used))
        {
            yield return $"does not use <{name}>";
        }

        string[]? sources;
        try
        {
            using var json = JsonDocument.Parse(Placeholder.Replace(text, match => IsQuoted(text, match) ? "x" : "\"x\""));
            sources = json.RootElement.TryGetProperty("sourceRevisions", out var revisions)
                ? [.. revisions.EnumerateArray().Select(revision => revision.GetProperty("actionName").GetString()!)]
                : [];
        }
        catch (JsonException)
        {
            sources = null;
        }

        if (sources is null)
        {
            yield return "has an InputTemplate that is not JSON";
        }
        else if (pipeline is not null)
        {
            var actions = PipelineParts.Of(pipeline).Actions.Where(action => action.StageIndex == 0).Select(action => action.Name);
            foreach (var name in sources.Except(actions).Where(name => !name.Contains(Wildcard.Hole, StringComparison.Ordinal)))
            {
                yield return $"hands a revision to '{name}', which is no source of {pipeline.Id}";
            }
        }
    }

    private static bool IsQuoted(string text, Match match) => text[..match.Index].Count(character => character == '"') % 2 == 1;

    private static string? Node(Template template, Node? reference) => Referenced(template, reference)?.Type;

    private static Resource? ReferencedPipeline(Template template, Node? arn) =>
        Referenced(template, arn) is { Type: "AWS::CodePipeline::Pipeline" } pipeline ? pipeline : null;

    // An ARN may be put together from the name.
    private static Resource? Referenced(Template template, Node? arn) =>
        template.Meant(arn)
        ?? (
            arn is Function { Name: "Fn::Sub", Argument: Scalar text }
                ? ReferenceCheck
                    .Variable.Matches(text.Text)
                    .Select(match => template.Resource(match.Groups["name"].Value))
                    .FirstOrDefault(one => one is not null)
                : null
        );
}
