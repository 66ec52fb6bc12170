using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stevedore.Settings.Shapes;

namespace Stevedore.Settings;

/// <summary>The JSON schema of stevedore.json, from the properties that it binds; editors validate and complete with it.</summary>
internal static class SettingsSchema
{
    // Nothing here becomes HTML: '<' and apostrophes stay readable.
    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The whole schema, with a line feed at its end.</summary>
    /// <param name="kinds">The kinds of registry that it describes.</param>
    /// <param name="documentation">The documentation file of an assembly, whose comments become the descriptions; null for none.</param>
    public static string Text(KnownKinds kinds, Func<Assembly, string?> documentation)
    {
        JsonObject schema = new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "stevedore.json",
            ["description"] = "What Stevedore builds, and where it ships it.",
        };
        foreach (var (key, value) in new SchemaNodes(kinds, new(documentation)).Of(SettingsShapes.Whole).ToList())
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
