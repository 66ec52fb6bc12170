using System.Text.Json.Nodes;
using Stevedore.LabTests.Shipping;
using Stevedore.Tests.Stacks.Validation;

namespace Stevedore.LabTests.Permissions;

/// <summary>What IAM is asked for a call of an AWS API.</summary>
/// <remarks>
/// Resources and condition keys are those of the service authorization reference
/// (<see href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"/>).
/// </remarks>
internal static class CallPermissions
{
    public const string Account = "123456789012";

    // Six characters that Secrets Manager adds to a name.
    private const string Suffix = "-a1B2c3";

    /// <param name="call">A call of which the reference says more than an action and its resource has that, too.</param>
    public static IEnumerable<PolicyRequest> Of(AwsCall call, string principal) =>
        All(call)
            .Select(asked =>
                asked with
                {
                    Principal = principal,
                    // What the other account says of it is in that account's template, or nobody's here.
                    ResourceAccount = principal.Split(':')[4],
                }
            );

    private static IEnumerable<PolicyRequest> All(AwsCall call) =>
        (call.Service, call.Operation) switch
        {
            // Everybody may (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html).
            ("sts", "GetCallerIdentity") => [],
            ("sts", "AssumeRole") => [On(call, Text(call, "RoleArn"))],
            ("ecr-public", "GetAuthorizationToken") =>
            [
                On(call, "*"),
                // https://docs.aws.amazon.com/AmazonECR/latest/public/public-registry-auth.html
                new PolicyRequest("sts:GetServiceBearerToken", "*").With("sts:AWSServiceName", "ecr-public.amazonaws.com"),
            ],
            ("ecr", "GetAuthorizationToken") => [On(call, "*")],
            ("ecr", _) => Repositories(call).Select(name => On(call, $"arn:aws:ecr:{call.Region}:{Registry(call)}:repository/{name}")),
            ("ecr-public", "DescribeRegistries") => [On(call, $"arn:aws:ecr-public::{Account}:registry/{Account}")],
            ("ecr-public", _) => Repositories(call).Select(name => On(call, $"arn:aws:ecr-public::{Account}:repository/{name}")),
            ("secretsmanager", _) => [On(call, Secret(call, Text(call, "SecretId")))],
            ("ssm", _) => Texts(call.Body["Names"])
                .Select(name => On(call, $"arn:aws:ssm:{call.Region}:{Account}:parameter/{name.TrimStart('/')}")),
            ("logs", "GetLogEvents") =>
            [
                On(call, Arn(call, $"log-group:{Text(call, "logGroupName")}:log-stream:{Text(call, "logStreamName")}")),
            ],
            ("elasticloadbalancing", "DescribeTargetHealth") => [On(call, "*")],
            ("ecs", _) => Ecs(call),
            _ => throw new InvalidOperationException($"Nothing says what {call.Service}:{call.Operation} needs."),
        };

    private static IEnumerable<PolicyRequest> Ecs(AwsCall call)
    {
        string InCluster(string kind, string name) =>
            name.StartsWith("arn:", StringComparison.Ordinal) ? name : Arn(call, $"{kind}/{Last(Text(call, "cluster"))}/{name}");
        PolicyRequest At(string resource) => On(call, resource).With("ecs:cluster", Arn(call, $"cluster/{Last(Text(call, "cluster"))}"));

        return call.Operation switch
        {
            "DescribeServices" => Texts(call.Body["services"]).Select(name => At(InCluster("service", name))),
            "UpdateService" or "ListServiceDeployments" => [At(InCluster("service", Text(call, "service")))],
            "DescribeServiceDeployments" => Texts(call.Body["serviceDeploymentArns"]).Select(arn => On(call, arn)),
            "DescribeServiceRevisions" => Texts(call.Body["serviceRevisionArns"]).Select(arn => On(call, arn)),
            "DescribeTaskDefinition" or "ListTaskDefinitions" => [On(call, "*")],
            "ListTasks" => [At("*")],
            "DescribeTasks" => Texts(call.Body["tasks"]).Select(name => At(InCluster("task", name))),
            "StopTask" => [At(InCluster("task", Text(call, "task")))],
            "RunTask" => [At(Text(call, "taskDefinition"))],
            "RegisterTaskDefinition" => Registration(call),
            _ => throw new InvalidOperationException($"Nothing says what ecs:{call.Operation} needs."),
        };
    }

    private static IEnumerable<PolicyRequest> Registration(AwsCall call)
    {
        var definition = Arn(call, $"task-definition/{Text(call, "family")}:*");
        yield return On(call, definition);
        if (call.Body["tags"] is JsonArray { Count: > 0 })
        {
            // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html
            yield return new PolicyRequest("ecs:TagResource", definition).With("ecs:CreateAction", "RegisterTaskDefinition");
        }

        foreach (var role in (string[])["taskRoleArn", "executionRoleArn"])
        {
            if (call.Body[role] is { } arn)
            {
                yield return new PolicyRequest("iam:PassRole", arn.GetValue<string>()).With(
                    "iam:PassedToService",
                    "ecs-tasks.amazonaws.com"
                );
            }
        }
    }

    private static PolicyRequest On(AwsCall call, string resource) => new($"{call.Service}:{call.Operation}", resource);

    private static string Arn(AwsCall call, string resource) => $"arn:aws:{call.Service}:{call.Region}:{Account}:{resource}";

    private static string Secret(AwsCall call, string name) =>
        name.StartsWith("arn:", StringComparison.Ordinal) ? name : Arn(call, $"secret:{name}{Suffix}");

    private static string Registry(AwsCall call) => call.Body["registryId"]?.GetValue<string>() ?? Account;

    private static IEnumerable<string> Repositories(AwsCall call) =>
        call.Body["repositoryNames"] is { } names ? Texts(names) : [Text(call, "repositoryName")];

    private static string Text(AwsCall call, string member) =>
        call.Body[member]?.GetValue<string>()
        ?? throw new InvalidOperationException($"{call.Service}:{call.Operation} has no {member}: {call.Body.ToJsonString()}");

    private static string Last(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    private static string[] Texts(JsonNode? names) => [.. ((JsonArray)names!).Select(name => name!.GetValue<string>())];
}
