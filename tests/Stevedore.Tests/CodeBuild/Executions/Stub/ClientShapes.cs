using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace Stevedore.Tests.CodeBuild.Executions;

/// <summary>Holds what goes over the wire against the types of the client, which are made from the service's model.</summary>
internal static class ClientShapes
{
    private static readonly Assembly Client = typeof(Amazon.CodePipeline.AmazonCodePipelineClient).Assembly;

    /// <summary>A line for each member that the type does not have, or has as something else.</summary>
    /// <param name="end"><c>Request</c> or <c>Response</c>.</param>
    public static IEnumerable<string> Differences(string operation, string end, JsonObject json) =>
        Client.GetType($"Amazon.CodePipeline.Model.{operation}{end}") is { } type
            ? Of($"{operation}{end}", type, json)
            : [$"{operation}: no {end}"];

    private static IEnumerable<string> Of(string place, Type type, JsonNode? json)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return json switch
        {
            null => [$"{place}: null"],
            JsonArray items => type.IsAssignableTo(typeof(IList))
                ? items.SelectMany(item => Of(place, type.GetGenericArguments()[0], item))
                : [$"{place}: a list"],
            JsonObject members when type.IsAssignableTo(typeof(IDictionary)) => members.SelectMany(member =>
                Of($"{place}.{member.Key}", type.GetGenericArguments()[1], member.Value)
            ),
            JsonObject members => members.SelectMany(member =>
                type.GetProperty(member.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is { } property
                    ? Of($"{place}.{member.Key}", property.PropertyType, member.Value)
                    : [$"{place}.{member.Key}: unknown"]
            ),
            _ when type.IsSubclassOf(typeof(ConstantClass)) => Values(type).Contains((string)json!)
                ? []
                : [$"{place}: {json} is no {type.Name}"],
            _ => Fits(type, json.GetValueKind()) ? [] : [$"{place}: {json.GetValueKind()} is no {type.Name}"],
        };
    }

    private static bool Fits(Type type, System.Text.Json.JsonValueKind kind) =>
        kind switch
        {
            System.Text.Json.JsonValueKind.String => type == typeof(string),
            System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => type == typeof(bool),
            _ => type == typeof(int) || type == typeof(long) || type == typeof(DateTime),
        };

    private static IEnumerable<string> Values(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => ((ConstantClass)field.GetValue(null)!).Value);
}
