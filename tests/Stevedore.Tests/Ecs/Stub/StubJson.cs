using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

/// <summary>How the stub reads and writes JSON.</summary>
internal static class StubJson
{
    public static JsonObject With(this JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }

        return json;
    }

    public static JsonArray AsJson(this IEnumerable<JsonNode> items) => [.. items];

    public static JsonArray AsJson(this IEnumerable<string> items) => [.. items.Select(item => (JsonNode)item)];

    public static string? Text(this JsonObject json, string name) => (string?)json[name];

    public static string[] Texts(this JsonObject json, string name) => [.. json[name]?.AsArray().Select(item => (string)item!) ?? []];

    /// <summary>Seconds since 1970, as the JSON protocol has them.</summary>
    public static JsonNode? Seconds(DateTimeOffset? time) =>
        time is { } known ? JsonValue.Create(known.ToUnixTimeMilliseconds() / 1000.0) : null;

    /// <summary>The members of the page that is asked for, and the token of the next.</summary>
    public static (IReadOnlyList<T> Page, string? Next) Page<T>(this JsonObject input, IReadOnlyList<T> all, int most = 100)
    {
        var start = input.Text("nextToken") is { } token ? int.Parse(token["page-".Length..]) : 0;
        var count = (int?)input["maxResults"] ?? most;
        return ([.. all.Skip(start).Take(count)], start + count < all.Count ? $"page-{start + count}" : null);
    }
}
