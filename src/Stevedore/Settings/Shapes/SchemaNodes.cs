using System.Text.Json;
using System.Text.Json.Nodes;
using Stevedore.Settings.Layers;
using Stevedore.Settings.Rules;

namespace Stevedore.Settings.Shapes;

/// <summary>Shapes in the words of JSON Schema.</summary>
/// <param name="kinds">The kinds of registry.</param>
/// <param name="documentation">What the keys mean.</param>
internal sealed class SchemaNodes(KnownKinds kinds, DocumentationFile documentation)
{
    public JsonObject Of(Shape shape) =>
        shape.Kind switch
        {
            ShapeKind.Text => Typed("string"),
            ShapeKind.Flag => Typed("boolean"),
            ShapeKind.Number => Typed(NumberText.IsWhole(shape.Type) ? "integer" : "number"),
            ShapeKind.List => new() { ["type"] = "array", ["items"] = Of(shape.Element!) },
            ShapeKind.Map => new() { ["type"] = "object", ["additionalProperties"] = Of(shape.Element!) },
            ShapeKind.TextOrKeys => AnyOf([Typed("string"), Object(shape.Keys)]),
            ShapeKind.FlagOrKeys => AnyOf([Typed("boolean"), Object(shape.Keys)]),
            ShapeKind.Credentials => AnyOf([Const(CredentialForm.DockerConfig), .. CredentialForm.All.Select(Form)]),
            ShapeKind.Registry => AnyOf([.. kinds.All.Select(Kind)]),
            _ => Object(shape.Keys),
        };

    private static JsonObject Typed(string type) => new() { ["type"] = type };

    private static JsonObject Const(string value) => new() { ["const"] = value };

    private static JsonObject AnyOf(IEnumerable<JsonNode> choices) => new() { ["anyOf"] = new JsonArray([.. choices]) };

    private JsonObject Object(ImmutableArray<ShapeKey> keys)
    {
        var properties = new JsonObject();
        foreach (var key in keys)
        {
            properties[key.Name] = Key(key);
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (keys.Any(key => key.IsRequired))
        {
            schema["required"] = new JsonArray([.. keys.Where(key => key.IsRequired).Select(key => JsonValue.Create(key.Name))]);
        }

        schema["additionalProperties"] = false;
        return schema;
    }

    private JsonObject Key(ShapeKey key)
    {
        var schema = key.Rule is { Choices.IsEmpty: false } rule ? Choices(rule) : Of(key.Shape);
        AddPatterns(schema, key);
        if (!key.IsRequired)
        {
            AllowNull(schema);
        }

        if (key.Rule is { NeedsItem: true })
        {
            schema["minItems"] = 1;
        }

        if (key.Default is { } value)
        {
            schema["default"] = JsonSerializer.SerializeToNode(value);
        }

        if (key.Property is not null && documentation.Of(key.Property) is { } about)
        {
            schema.Insert(0, "description", about);
        }

        return schema;
    }

    private static void AddPatterns(JsonObject schema, ShapeKey key)
    {
        var text = key.Shape.Kind switch
        {
            ShapeKind.List => schema["items"],
            ShapeKind.Map => schema["additionalProperties"],
            _ => schema,
        };
        if (key.Rule?.Value?.Pattern is { } pattern)
        {
            text!["pattern"] = pattern;
        }

        if (key.Rule?.Key?.Pattern is { } names)
        {
            schema["propertyNames"] = new JsonObject { ["pattern"] = names };
        }
    }

    private static JsonObject Choices(ValueRule rule) =>
        new() { ["enum"] = new JsonArray([.. rule.Choices.Select(choice => JsonValue.Create(choice))]) };

    // Null is "not said", as for every key.
    private static void AllowNull(JsonObject schema)
    {
        if (schema["enum"] is JsonArray choices)
        {
            choices.Add(null);
        }
        else if (schema["anyOf"] is JsonArray forms)
        {
            forms.Insert(0, Typed("null"));
        }
        else
        {
            schema["type"] = new JsonArray(schema["type"]!.GetValue<string>(), "null");
        }
    }

    // The type is not required: a section of an environment changes a registry without repeating it.
    private JsonObject Kind(RegistryKeys kind)
    {
        var schema = Object(kind.Shape.Keys);
        schema["title"] = kind.Type;
        schema["properties"]!["type"] = new JsonObject { ["enum"] = new JsonArray(kind.Type, null) };
        return schema;
    }

    private JsonObject Form(CredentialForm form)
    {
        var schema = Object(form.Shape.Keys);
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
