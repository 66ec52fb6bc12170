using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stevedore.Settings.Layers;

/// <summary>A JSON value that knows where it was written. Every layer is a tree of these: one merge and one check serve all.</summary>
internal sealed class SettingNode
{
    private SettingNode(Origin origin, JsonValueKind kind)
    {
        Origin = origin;
        Kind = kind;
    }

    public Origin Origin { get; }

    public JsonValueKind Kind { get; }

    /// <summary>The text of a string, the digits of a number.</summary>
    public string? Value { get; private init; }

    public ImmutableArray<SettingNode> Items { get; private init; } = [];

    public OrderedDictionary<string, SettingNode> Keys { get; private init; } = [];

    public bool IsNull => Kind == JsonValueKind.Null;

    public SettingNode? this[string key] => Keys.GetValueOrDefault(key);

    public string? TextOf(string key) => this[key]?.Value;

    public bool? FlagOf(string key) => this[key] is { } flag ? flag.Kind == JsonValueKind.True : null;

    public IReadOnlyList<string>? TextsOf(string key) => this[key] is { } list ? [.. list.Items.Select(item => item.Value!)] : null;

    public OrderedDictionary<string, T>? MapOf<T>(string key, Func<SettingNode, T> value)
    {
        if (this[key] is not { } map)
        {
            return null;
        }

        OrderedDictionary<string, T> result = new(map.Keys.Count);
        foreach (var (name, node) in map.Keys)
        {
            result.Add(name, value(node));
        }

        return result;
    }

    public OrderedDictionary<string, string>? TextMapOf(string key) => MapOf(key, node => node.Value!);

    public static SettingNode Text(Origin origin, string value) => new(origin, JsonValueKind.String) { Value = value };

    public static SettingNode Number(Origin origin, string digits) => new(origin, JsonValueKind.Number) { Value = digits };

    public static SettingNode Flag(Origin origin, bool value) => new(origin, value ? JsonValueKind.True : JsonValueKind.False);

    public static SettingNode Null(Origin origin) => new(origin, JsonValueKind.Null);

    public static SettingNode List(Origin origin, ImmutableArray<SettingNode> items) => new(origin, JsonValueKind.Array) { Items = items };

    public static SettingNode Texts(Origin origin, IEnumerable<string> values) =>
        List(origin, [.. values.Select(value => Text(origin, value))]);

    public static SettingNode Object(Origin origin) => new(origin, JsonValueKind.Object) { Keys = [] };

    public static SettingNode Object(Origin origin, OrderedDictionary<string, SettingNode> keys) =>
        new(origin, JsonValueKind.Object) { Keys = keys };

    /// <summary>The object at <paramref name="key"/>, made when it is missing. Only for a tree still being built.</summary>
    public SettingNode Child(string key, Origin origin)
    {
        if (!Keys.TryGetValue(key, out var child))
        {
            Keys[key] = child = Object(origin);
        }

        return child;
    }

    /// <summary>Sets a value that nobody has set in <paramref name="over"/>, the same object in the layers above.</summary>
    public void Offer(SettingNode? over, string key, SettingNode value)
    {
        if (over?[key] is null)
        {
            _ = Keys.TryAdd(key, value);
        }
    }

    /// <summary>The same as JSON.</summary>
    public JsonNode ToJson() =>
        Kind switch
        {
            JsonValueKind.Object => new JsonObject(Keys.Select(key => KeyValuePair.Create(key.Key, (JsonNode?)key.Value.ToJson()))),
            JsonValueKind.Array => new JsonArray([.. Items.Select(item => item.ToJson())]),
            JsonValueKind.String => JsonValue.Create(Value)!,
            JsonValueKind.Number => JsonNode.Parse(Value!)!,
            _ => JsonValue.Create(Kind == JsonValueKind.True),
        };

    public SettingNode Relabel(Func<Origin, Origin> label)
    {
        OrderedDictionary<string, SettingNode> keys = new(Keys.Count);
        foreach (var (key, child) in Keys)
        {
            keys.Add(key, child.Relabel(label));
        }

        return new(label(Origin), Kind)
        {
            Value = Value,
            Items = [.. Items.Select(item => item.Relabel(label))],
            Keys = keys,
        };
    }
}
