using System.Globalization;
using System.Text.Json;
using Amazon;
using Amazon.Runtime;

namespace Stevedore.Compat.AwsJson;

/// <summary>Reads one member of a shape; null when it is absent or null. Numbers and booleans may also come as text.</summary>
internal static class JsonReading
{
    public static string? Text(this JsonElement json, string name) => json.Find(name)?.ToString();

    public static bool? Flag(this JsonElement json, string name) => json.Text(name) is { } text ? bool.Parse(text) : null;

    public static int? Int(this JsonElement json, string name) =>
        json.Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    public static long? Long(this JsonElement json, string name) =>
        json.Text(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    public static MemoryStream? Bytes(this JsonElement json, string name) =>
        json.Find(name) is { } value ? new MemoryStream(value.GetBytesFromBase64()) : null;

    /// <summary>A time as the services write it, in seconds since 1970, or as ISO 8601 text.</summary>
    public static DateTime? Time(this JsonElement json, string name) =>
        json.Find(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.Number } seconds => DateTime.UnixEpoch.AddMilliseconds(Math.Round(seconds.GetDouble() * 1000)),
            { } text => DateTime.Parse(text.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal),
        };

    public static T? Constant<T>(this JsonElement json, string name, Func<string, T> make)
        where T : ConstantClass => json.Text(name) is { } text ? make(text) : null;

    public static T? Shape<T>(this JsonElement json, string name, Func<JsonElement, T> read)
        where T : class => json.Find(name) is { } value ? read(value) : null;

    public static List<string>? Texts(this JsonElement json, string name) => json.List(name, Text);

    public static List<T>? List<T>(this JsonElement json, string name, Func<JsonElement, T> read) =>
        json.Find(name) is { } values ? [.. values.EnumerateArray().Select(read)] : Unset<List<T>>();

    public static Dictionary<string, T>? Map<T>(this JsonElement json, string name, Func<JsonElement, T> read) =>
        json.Find(name) is { } values
            ? values.EnumerateObject().ToDictionary(entry => entry.Name, entry => read(entry.Value))
            : Unset<Dictionary<string, T>>();

    public static string Text(JsonElement value) => value.ToString();

    public static List<string> Texts(JsonElement values) => [.. values.EnumerateArray().Select(Text)];

    private static T? Unset<T>()
        where T : class, new() => AWSConfigs.InitializeCollections ? new() : null;

    private static JsonElement? Find(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
