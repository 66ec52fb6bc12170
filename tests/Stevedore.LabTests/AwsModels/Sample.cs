using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace Stevedore.LabTests.AwsModels;

/// <summary>A value for every member of a shape: as JSON from the model, and as the client's own objects.</summary>
internal static class Sample
{
    public static JsonNode Json(Shape shape) =>
        shape.Type switch
        {
            "structure" => new JsonObject(shape.Members.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Json(member.Value)))),
            "list" => new JsonArray(Json(shape.Element)),
            "map" => new JsonObject { ["key"] = Json(shape.Value) },
            "string" => shape.Enumeration is [var first, ..] ? first : $"a {shape.Name}",
            "integer" => 7,
            "long" => 5_000_000_000,
            "boolean" => true,
            "timestamp" => 1_700_000_000.5,
            "blob" => "c2VjcmV0",
            _ => throw new NotSupportedException(shape.Type),
        };

    /// <summary>The JSON as an object of the client's; a member without a property is left out.</summary>
    public static object? Object(Type type, JsonNode? json)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return json switch
        {
            null => null,
            JsonArray array => List(type, array),
            JsonObject map when type.IsGenericType => Map(type, map),
            JsonObject structure => Structure(type, structure),
            JsonValue value when type == typeof(DateTime) => DateTime.UnixEpoch.AddSeconds(value.GetValue<double>()),
            JsonValue value when type == typeof(MemoryStream) => new MemoryStream(Convert.FromBase64String(value.GetValue<string>())),
            JsonValue value when type.IsSubclassOf(typeof(ConstantClass)) => Activator.CreateInstance(type, value.GetValue<string>()),
            JsonValue value => Convert.ChangeType(value.ToString(), type),
            _ => throw new NotSupportedException(json.ToString()),
        };
    }

    public static PropertyInfo? Property(Type type, string member) =>
        type.GetProperty(char.ToUpperInvariant(member[0]) + member[1..], BindingFlags.Public | BindingFlags.Instance);

    private static object Structure(Type type, JsonObject json)
    {
        var result = Activator.CreateInstance(type)!;
        foreach (var (member, value) in json)
        {
            if (Property(type, member) is { } property)
            {
                property.SetValue(result, Object(property.PropertyType, value));
            }
        }

        return result;
    }

    private static IList List(Type type, JsonArray json)
    {
        var result = (IList)Activator.CreateInstance(type)!;
        foreach (var item in json)
        {
            result.Add(Object(type.GetGenericArguments()[0], item));
        }

        return result;
    }

    private static IDictionary Map(Type type, JsonObject json)
    {
        var result = (IDictionary)Activator.CreateInstance(type)!;
        foreach (var (key, value) in json)
        {
            result.Add(key, Object(type.GetGenericArguments()[1], value));
        }

        return result;
    }
}
