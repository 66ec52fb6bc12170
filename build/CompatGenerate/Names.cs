using System.Text.RegularExpressions;
using CompatGenerate.Models;

namespace CompatGenerate;

/// <summary>The names that the AWS SDK for .NET gives to what the models name otherwise.</summary>
internal static partial class Names
{
    private static readonly Dictionary<string, string> Services = new()
    {
        ["cloudformation"] = "CloudFormation",
        ["codebuild"] = "CodeBuild",
        ["codeconnections"] = "CodeConnections",
        ["codepipeline"] = "CodePipeline",
        ["ecr"] = "ECR",
        ["ecr-public"] = "ECRPublic",
        ["ecs"] = "ECS",
        ["elbv2"] = "ElasticLoadBalancingV2",
        ["logs"] = "CloudWatchLogs",
        ["secretsmanager"] = "SecretsManager",
        ["ssm"] = "SimpleSystemsManagement",
    };

    /// <summary>The services whose .NET name is known, as botocore names them.</summary>
    public static IEnumerable<string> KnownServices => Services.Keys;

    /// <summary>The service in namespaces, packages and classes.</summary>
    public static string Service(string service) =>
        Services.GetValueOrDefault(service)
        ?? throw new ModelException(
            $"Cannot generate a client of {service}",
            "the name that the AWS SDK for .NET gives to it is not known",
            "Add it to Names.cs."
        );

    public static string Exception(string shape) =>
        shape.EndsWith("Exception", StringComparison.Ordinal) ? shape
        : shape.EndsWith("Fault", StringComparison.Ordinal) ? shape[..^"Fault".Length] + "Exception"
        : shape + "Exception";

    /// <summary>The field of a value of an enumeration: its words, each beginning with a capital.</summary>
    public static string Constant(string value)
    {
        var name = string.Concat(Word().Matches(value).Select(word => char.ToUpperInvariant(word.Value[0]) + word.Value[1..]));
        return char.IsAsciiDigit(name[0]) ? "_" + name : name;
    }

    [GeneratedRegex(@"[A-Za-z0-9_]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
