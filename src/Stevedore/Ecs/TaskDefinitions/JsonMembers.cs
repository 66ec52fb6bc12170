using System.Text.Json.Nodes;

namespace Stevedore.Ecs.TaskDefinitions;

/// <summary>Reads members of JSON that others wrote. What has another form than it should counts as not said.</summary>
internal static class JsonMembers
{
    /// <summary>A text; null where there is none.</summary>
    public static string? Text(this JsonNode? node, string member) =>
        node is JsonObject body && body[member] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>An object; null where there is none.</summary>
    public static JsonObject? Object(this JsonNode? node, string member) => (node as JsonObject)?[member] as JsonObject;

    /// <summary>The objects of a list; empty where there is none.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonNode? node, string member) =>
        ((node as JsonObject)?[member] as JsonArray ?? []).OfType<JsonObject>();
}
