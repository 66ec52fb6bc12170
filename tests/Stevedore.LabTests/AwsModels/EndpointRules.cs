using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Stevedore.LabTests.AwsModels;

/// <summary>Evaluates the official endpoint rules of a service, as far as those of these services go; null is an error of theirs.</summary>
internal sealed partial class EndpointRules(JsonElement rules, Partition partition, string region, bool fips, bool dualStack)
{
    public string? Url() => First(rules.GetProperty("rules"));

    [GeneratedRegex("{(?<name>[^}]*)}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder { get; }

    private string? First(JsonElement candidates)
    {
        var rule = candidates.EnumerateArray().First(candidate => candidate.GetProperty("conditions").EnumerateArray().All(Holds));
        return rule.GetProperty("type").GetString() switch
        {
            "tree" => First(rule.GetProperty("rules")),
            "endpoint" => Placeholder.Replace(
                rule.GetProperty("endpoint").GetProperty("url").GetString()!,
                match => match.Groups["name"].Value == "Region" ? region : (string)partition[match.Groups["name"].Value.Split('#')[1]]
            ),
            _ => null,
        };
    }

    private bool Holds(JsonElement condition) => Value(condition) is not (null or false);

    private object? Value(JsonElement expression)
    {
        if (expression.ValueKind != JsonValueKind.Object)
        {
            return Plain(expression);
        }

        if (expression.TryGetProperty("ref", out var reference))
        {
            return reference.GetString() switch
            {
                "Region" => region,
                "UseFIPS" => fips,
                "UseDualStack" => dualStack,
                _ => null,
            };
        }

        var arguments = expression.GetProperty("argv").EnumerateArray().ToArray();
        return expression.GetProperty("fn").GetString() switch
        {
            "isSet" => Value(arguments[0]) is not null,
            "not" => Value(arguments[0]) is null or false,
            "aws.partition" => true,
            "getAttr" => partition[arguments[1].GetString()!],
            "booleanEquals" or "stringEquals" => Equals(Value(arguments[0]), Value(arguments[1])),
            var function => throw new NotSupportedException(function),
        };
    }

    private static object? Plain(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => value.GetString(),
        };
}
