using System.Text.Json;
using System.Text.Json.Nodes;
using CompatGenerate.Models;

namespace Stevedore.Tests.AwsModels;

/// <summary>What an answer has that its shape does not know, and lacks that its shape demands.</summary>
internal static class AnswerCheck
{
    // They can come from every operation.
    private static readonly string[] CommonErrors =
    [
        "AccessDeniedException",
        "ExpiredTokenException",
        "ThrottlingException",
        "UnknownOperationException",
        "ValidationException",
    ];

    public static IEnumerable<string> OfAnswer(Operation operation, JsonObject answer) =>
        operation.Output is { } output ? Differences(operation.Name, answer, output)
        : answer.Count > 0 ? [$"{operation.Name}: answers"]
        : [];

    public static IEnumerable<string> OfError(Operation operation, string code) =>
        operation.Errors.Select(known => known.ErrorCode).Concat(CommonErrors).Contains(code) || IsOfTheQueryProtocol(operation, code)
            ? []
            : [$"{operation.Name}: {code} is not modelled"];

    public static IEnumerable<string> Differences(string where, JsonNode? value, Shape shape) =>
        (shape.Type, value) switch
        {
            ("structure", JsonObject json) => json.SelectMany(member => OfMember($"{where}.{member.Key}", member, shape))
                .Concat(shape.Required.Where(name => !json.ContainsKey(name)).Select(name => $"{where}.{name}: missing")),
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
        shape.IsEnumeration && !shape.Enumeration.Contains(text) && !IsOfAStack(text, shape)
            ? [$"{where}: {text} is no value of {shape.Name}"]
            : [];

    // A stack is a resource among its events, and is in review there, which the model of resources does not say.
    private static bool IsOfAStack(string text, Shape shape) => shape.Name == "ResourceStatus" && text == "REVIEW_IN_PROGRESS";

    private static bool IsOfTheQueryProtocol(Operation operation, string code) =>
        operation.Model.Protocol == "query" && code == "ValidationError";

    private static bool IsWhole(JsonValue number) =>
        number.GetValueKind() == JsonValueKind.Number && decimal.IsInteger(decimal.Parse(number.ToJsonString()));
}
