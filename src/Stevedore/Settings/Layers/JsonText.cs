using System.Text;
using System.Text.Json;

namespace Stevedore.Settings.Layers;

/// <summary>JSON with comments and trailing commas to nodes, in one pass that keeps the line of every key and value.</summary>
internal ref struct JsonText
{
    private readonly ReadOnlySpan<byte> utf8;
    private readonly Func<int, Origin> originOf;
    private readonly SettingFaults faults;
    private Utf8JsonReader reader;
    private int line = 1;
    private int counted;

    private JsonText(ReadOnlySpan<byte> utf8, Func<int, Origin> originOf, SettingFaults faults)
    {
        this.utf8 = utf8;
        this.originOf = originOf;
        this.faults = faults;
        reader = new(utf8, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
    }

    /// <summary>Null, and a fault, when the text is no JSON.</summary>
    public static SettingNode? Read(string text, Func<int, Origin> originOf, SettingFaults faults) =>
        Read(Encoding.UTF8.GetBytes(text.StartsWith('\uFEFF') ? text[1..] : text), originOf, faults);

    public static SettingNode? Read(ReadOnlySpan<byte> utf8, Func<int, Origin> originOf, SettingFaults faults)
    {
        JsonText json = new(utf8, originOf, faults);
        try
        {
            _ = json.reader.Read();
            var node = json.Value(json.Line(), "");
            _ = json.reader.Read();
            return node;
        }
        catch (JsonException fault)
        {
            var column = (fault.BytePositionInLine ?? 0) + 1;
            var origin = originOf((int)(fault.LineNumber ?? 0) + 1);
            faults.Add(
                origin,
                "",
                Invariant($"not JSON at column {column}: {Reason(fault)}"),
                "correct it; comments and trailing commas are allowed"
            );
            return null;
        }
    }

    private static string Reason(JsonException fault)
    {
        var end = fault.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? fault.Message : fault.Message[..end]).TrimEnd('.');
    }

    private SettingNode Value(int atLine, string path)
    {
        var origin = originOf(atLine);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => Object(origin, path),
            JsonTokenType.StartArray => List(origin, path),
            JsonTokenType.String => SettingNode.Text(origin, Text(origin, path)),
            JsonTokenType.Number => SettingNode.Number(origin, Encoding.UTF8.GetString(reader.ValueSpan)),
            JsonTokenType.Null => SettingNode.Null(origin),
            _ => SettingNode.Flag(origin, reader.TokenType == JsonTokenType.True),
        };
    }

    private SettingNode Object(Origin origin, string path)
    {
        OrderedDictionary<string, SettingNode> keys = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var keyLine = Line();
            var key = Text(originOf(keyLine), path);
            var keyPath = path.Length == 0 ? key : $"{path}.{key}";
            _ = reader.Read();
            var value = Value(keyLine, keyPath);
            if (!keys.TryAdd(key, value))
            {
                var first = keys[key].Origin.Line is { } firstLine ? Invariant($", first on line {firstLine}") : "";
                faults.Add(value.Origin, keyPath, $"given twice{first}", "remove one of them, or rename it");
            }
        }

        return SettingNode.Object(origin, keys);
    }

    private SettingNode List(Origin origin, string path)
    {
        var items = ImmutableArray.CreateBuilder<SettingNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value(Line(), $"{path}[{items.Count}]"));
        }

        return SettingNode.List(origin, items.ToImmutable());
    }

    private readonly string Text(Origin origin, string path)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, as in "\uD800", passes the reader and has no text.
            faults.Add(origin, path, "not text: an escape sequence stands for no character", "correct it");
            return "";
        }
    }

    private int Line()
    {
        var start = (int)reader.TokenStartIndex;
        line += utf8[counted..start].Count((byte)'\n');
        counted = start;
        return line;
    }
}
