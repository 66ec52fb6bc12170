using System.ComponentModel;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Stevedore.Settings.Rules;

namespace Stevedore.Settings.Shapes;

/// <summary>What the exporter cannot know: descriptions, choices, and the shapes that converters bind.</summary>
internal static class SchemaNodes
{
    private static readonly JsonSchemaExporterOptions Options = new()
    {
        TransformSchemaNode = Transform,
        TreatNullObliviousAsNonNullable = true,
    };

    public static JsonNode Of(JsonTypeInfo info) => info.GetJsonSchemaAsNode(Options);

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        var schema = Union(context.TypeInfo) ?? node as JsonObject ?? [];
        Elements(context.TypeInfo, schema);
        if (schema["properties"] is not null)
        {
            schema["additionalProperties"] = false;
        }

        if (context.PropertyInfo is not { } property)
        {
            return schema;
        }

        if (RuleOf(property) is { Choices.IsEmpty: false } rule)
        {
            // Null is "not said", as for every key.
            _ = schema.Remove("type");
            schema["enum"] = new JsonArray([.. rule.Choices.Select(choice => JsonValue.Create(choice)), null]);
        }

        if (
            property.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: true) is [DescriptionAttribute about, ..]
        )
        {
            schema.Insert(0, "description", about.Description);
        }

        return schema;
    }

    private static ValueRule? RuleOf(JsonPropertyInfo property) =>
        property.DeclaringType.Name switch
        {
            nameof(ImageSettings) => SettingsShapes.Image,
            nameof(BuilderSettings) => SettingsShapes.Builder,
            nameof(AttestationSettings) => SettingsShapes.Attestations,
            nameof(DefinitionsSettings) => SettingsShapes.Definitions,
            _ => null,
        }
            is { } shape
            ? shape.Keys.First(key => key.Name == property.Name).Rule
            : null;

    // The exporter leaves out what a list or map holds when only a converter knows it.
    private static void Elements(JsonTypeInfo info, JsonObject schema)
    {
        if (info.ElementType is { } element && Union(info.Options.GetTypeInfo(element)) is { } union)
        {
            schema[info.Kind == JsonTypeInfoKind.Dictionary ? "additionalProperties" : "items"] = union;
        }
    }

    // A tag as an object has the same type as a tag of either shape; only the latter is bound by a converter.
    private static JsonObject? Union(JsonTypeInfo info) =>
        info.Kind != JsonTypeInfoKind.None ? null
        : info.Type == typeof(TagSettings) ? AnyOf([Text(), Of(SettingsJson.Default.TagSettings)])
        : info.Type == typeof(RegistrySettings) ? AnyOf([.. RegistryKinds.All.Select(Kind)])
        : info.Type == typeof(CredentialSettings) ? AnyOf([Null(), DockerConfig(), .. CredentialForm.All.Select(Form)])
        : null;

    private static JsonObject AnyOf(JsonNode[] choices) => new() { ["anyOf"] = new JsonArray(choices) };

    private static JsonObject Text() => new() { ["type"] = "string" };

    private static JsonObject Null() => new() { ["type"] = "null" };

    private static JsonObject DockerConfig() => new() { ["const"] = CredentialForm.DockerConfig };

    // The type is not required: a section of an environment changes a registry without repeating it.
    private static JsonObject Kind(RegistryKind kind)
    {
        var schema = Of(kind.Keys).AsObject();
        schema["title"] = kind.Type;
        schema["properties"]!["type"] = new JsonObject { ["const"] = kind.Type };
        return schema;
    }

    private static JsonObject Form(CredentialForm form)
    {
        var schema = Of(form.Info()).AsObject();
        return !form.IsNested
            ? schema
            : new()
            {
                ["type"] = "object",
                ["properties"] = new JsonObject { [form.Key] = schema },
                ["required"] = new JsonArray(form.Key),
                ["additionalProperties"] = false,
            };
    }
}
