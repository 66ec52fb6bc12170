using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stevedore.Settings.Shapes;

namespace Stevedore.Settings;

/// <summary>The JSON schema of stevedore.json, from the types that bind it; editors validate and complete with it.</summary>
public static class SettingsSchema
{
    // Nothing here becomes HTML: '<' and apostrophes stay readable.
    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The whole schema, with a line feed at its end. Holds the kinds of registry that are known when it is called.</summary>
    public static string Text()
    {
        JsonObject schema = new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "stevedore.json",
            ["description"] = "What Stevedore builds, and where it ships it.",
        };
        foreach (var (key, value) in SchemaNodes.Of(SettingsJson.Bound.SettingsFile).AsObject().ToList())
        {
            schema[key] = value?.DeepClone();
        }

        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Layout))
        {
            schema.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
