using System.Text.Json;

namespace Stevedore.Docker;

/// <summary>JSON in which bake finds nothing but what was meant.</summary>
internal static class BakeJson
{
    /// <summary>An object, left out when it is empty.</summary>
    public static void Map(this Utf8JsonWriter json, string name, ImmutableArray<KeyValuePair<string, string>> entries)
    {
        if (entries.IsEmpty)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (key, value) in entries)
        {
            json.WriteString(Plain(key), Plain(value));
        }

        json.WriteEndObject();
    }

    /// <summary>An array, left out when it is empty.</summary>
    public static void Strings(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        var list = values.ToArray();
        if (list.Length == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        Array.ForEach(list, value => json.WriteStringValue(Plain(value)));
        json.WriteEndArray();
    }

    /// <summary>A text as it stands in the file: bake reads names and values as templates of its own, where ${HOME} would be a variable, and an unknown one.</summary>
    public static string Plain(string value) =>
        value.Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal);
}
