using System.Text.Json;
using System.Text.Json.Nodes;
using CompatGenerate.Models;

namespace Stevedore.LabTests.AwsModels;

/// <summary>What an answer has that its shape does not know.</summary>
internal static class AnswerCheck
{
    public static IEnumerable<string> Differences(string where, JsonNode? value, Shape shape) =>
        (shape.Type, value) switch
        {
            ("structure", JsonObject json) => json.SelectMany(member => OfMember($"{where}.{member.Key}", member, shape)),
            ("map", JsonObject json) => json.SelectMany(member => Differences($"{where}.{member.Key}", member.Value, shape.Value)),
            ("list", JsonArray items) => items.SelectMany(item => Differences($"{where}[]", item, shape.Element)),
            ("string", JsonValue text) when text.GetValueKind() == JsonValueKind.String => OfText(where, (string)text!, shape),
            ("integer" or "long", JsonValue number) when IsWhole(number) => [],
            ("double" or "float" or "timestamp", JsonValue number) when number.GetValueKind() == JsonValueKind.Number => [],
            ("timestamp", JsonValue text) when shape.Model.Protocol == "query" && DateTimeOffset.TryParse((string?)text, out _) => [],
            ("boolean", JsonValue flag) when flag.GetValueKind() is JsonValueKind.True or JsonValueKind.False => [],
            _ => [$"{where}: {value?.ToJsonString() ?? "null"} is no {shape.Type}"],
        };

    private static IEnumerable<string> OfMember(string where, KeyValuePair<string, JsonNode?> member, Shape shape) =>
        shape.Members.FirstOrDefault(known => known.WireName == member.Key) is { } known
            ? Differences(where, member.Value, known.Shape)
            : [$"{where}: unknown"];

    private static IEnumerable<string> OfText(string where, string text, Shape shape) =>
        shape.IsEnumeration && !shape.Enumeration.Contains(text) ? [$"{where}: {text} is no value of {shape.Name}"] : [];

    private static bool IsWhole(JsonValue number) =>
        number.GetValueKind() == JsonValueKind.Number && decimal.IsInteger(decimal.Parse(number.ToJsonString()));
}
