using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CompatGenerate.Models;

namespace CompatGenerate.Code;

/// <summary>The endpoint rules of a service as C#, over the partitions of AWSSDK.Core.</summary>
internal sealed partial class EndpointCode(string service)
{
    private static readonly Dictionary<string, string> Parameters = new()
    {
        ["Endpoint"] = "endpoint",
        ["Region"] = "region",
        ["UseFIPS"] = "useFips",
        ["UseDualStack"] = "useDualStack",
    };

    private readonly Dictionary<string, string> variables = new(Parameters);

    /// <summary>The body of a method that returns an endpoint or throws.</summary>
    public string Body(JsonObject rules) => Rules(rules["rules"]!.AsArray(), 2);

    private string Rules(JsonArray rules, int depth) => string.Concat(rules.Select(rule => Rule(rule!.AsObject(), depth)));

    private string Rule(JsonObject rule, int depth)
    {
        var conditions = rule["conditions"]!.AsArray().Select(condition => Condition(condition!.AsObject())).ToArray();
        if (conditions.Length == 0)
        {
            return Outcome(rule, depth);
        }

        var indent = new string(' ', 4 * depth);
        return $"{indent}if ({string.Join(" && ", conditions)})\n{indent}{{\n{Outcome(rule, depth + 1)}{indent}}}\n";
    }

    private string Outcome(JsonObject rule, int depth)
    {
        var indent = new string(' ', 4 * depth);
        return (string)rule["type"]! switch
        {
            "tree" => Rules(rule["rules"]!.AsArray(), depth),
            "error" => $"{indent}throw new AmazonClientException({Text((string)rule["error"]!)});\n",
            _ when rule["endpoint"]!["properties"] is JsonObject { Count: > 0 } => throw Unable("properties of an endpoint"),
            _ => $"{indent}return new global::Amazon.Runtime.Endpoints.Endpoint({Value(rule["endpoint"]!["url"]!)});\n",
        };
    }

    private string Condition(JsonObject condition)
    {
        var value = Value(condition);
        if ((string?)condition["assign"] is not { } name)
        {
            return value;
        }

        variables[name] = char.ToLowerInvariant(name[0]) + name[1..];
        return $"{value} is {{ }} {variables[name]}";
    }

    private string Value(JsonNode value) =>
        value switch
        {
            JsonObject reference when (string?)reference["ref"] is { } name => Variable(name),
            JsonObject function => Function((string)function["fn"]!, function["argv"]!.AsArray()),
            JsonValue literal when literal.TryGetValue<bool>(out var flag) => flag ? "true" : "false",
            _ => Text((string)value!),
        };

    private string Function(string name, JsonArray arguments) =>
        name switch
        {
            "isSet" => $"{Value(arguments[0]!)} is not null",
            "not" => $"!({Value(arguments[0]!)})",
            "booleanEquals" or "stringEquals" => $"{Value(arguments[0]!)} == {Value(arguments[1]!)}",
            "getAttr" => $"{Value(arguments[0]!)}.{(string)arguments[1]!}",
            "aws.partition" => $"Fn.Partition({Value(arguments[0]!)})",
            _ => throw Unable($"the function {name}"),
        };

    private string Variable(string name) => variables.GetValueOrDefault(name) ?? throw Unable($"the parameter {name}");

    // "https://ecs.{Region}.{PartitionResult#dnsSuffix}"
    private string Text(string template) =>
        $"$\"{Placeholder().Replace(template, match => string.Join('.', match.Groups["path"].Value.Split('#').Select((part, index) => index == 0 ? Variable(part) : part)) is var path ? $"{{{path}}}" : "")}\"";

    private ModelException Unable(string what) =>
        new($"Cannot generate the endpoints of {service}", $"its rules use {what}", "Teach EndpointCode.cs what it means.");

    [GeneratedRegex("{(?<path>[^}]*)}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
