using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.Runtime;
using CompatGenerate.Models;

namespace Stevedore.LabTests.AwsModels;

/// <summary>A value for every member of a shape: as JSON and XML from the model, and as the client's own objects.</summary>
internal static class Sample
{
    private const double Seconds = 1_700_000_000.5;

    public static JsonObject Of(Shape? structure) =>
        new((structure?.Members ?? []).Select(member => KeyValuePair.Create(member.WireName, (JsonNode?)Json(member.Shape))));

    /// <summary>The members as an answer of the Query protocol has them.</summary>
    public static IEnumerable<XElement> Xml(Shape? structure, XNamespace space) =>
        (structure?.Members ?? []).Select(member => new XElement(space + member.WireName, Content(member.Shape, space)));

    /// <summary>The JSON as an object of the client's.</summary>
    public static object Object(Type type, JsonNode json)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return json switch
        {
            JsonArray array => List(type, array),
            JsonObject map when type.IsGenericType => Map(type, map),
            JsonObject structure => Structure(type, structure),
            JsonValue value when type == typeof(DateTime) => DateTime.UnixEpoch.AddSeconds(value.GetValue<double>()),
            JsonValue value when type == typeof(MemoryStream) => new MemoryStream(Convert.FromBase64String(value.GetValue<string>())),
            JsonValue value when type.IsSubclassOf(typeof(ConstantClass)) => Activator.CreateInstance(type, value.GetValue<string>())!,
            JsonValue value => Convert.ChangeType(value.ToString(), type, CultureInfo.InvariantCulture),
            _ => throw new NotSupportedException(json.ToString()),
        };
    }

    /// <summary>An object of the client's as the JSON of its shape, times in seconds; what is null is left out.</summary>
    public static JsonNode Plain(object value, Shape shape) =>
        value switch
        {
            DateTime time => (time - DateTime.UnixEpoch).TotalSeconds,
            MemoryStream bytes => Convert.ToBase64String(bytes.ToArray()),
            ConstantClass constant => constant.Value,
            string text => text,
            IDictionary map => new JsonObject(
                map.Keys.Cast<string>().Select(key => KeyValuePair.Create(key, (JsonNode?)Plain(map[key]!, shape.Value)))
            ),
            IEnumerable list => new JsonArray([.. list.Cast<object>().Select(item => Plain(item, shape.Element))]),
            bool or int or long or float or double => JsonNode.Parse(
                Convert.ToString(value, CultureInfo.InvariantCulture)!.ToLowerInvariant()
            )!,
            _ => Members(value, shape),
        };

    public static PropertyInfo? Property(Type type, Member member) =>
        type.GetProperty(member.PropertyName, BindingFlags.Public | BindingFlags.Instance);

    public static JsonObject Members(object structure, Shape? shape) =>
        new(
            (shape?.Members ?? [])
                .Select(member => (member, Value: Property(structure.GetType(), member)!.GetValue(structure)))
                .Where(member => member.Value is not null)
                .Select(member => KeyValuePair.Create(member.member.WireName, (JsonNode?)Plain(member.Value!, member.member.Shape)))
        );

    private static JsonNode Json(Shape shape) =>
        shape.Type switch
        {
            "structure" => Of(shape),
            "list" => new JsonArray(Json(shape.Element), Json(shape.Element)),
            "map" => new JsonObject { ["key"] = Json(shape.Value) },
            "string" => shape.Enumeration is [var first, ..] ? first : $"a {shape.Name} & <é>",
            "integer" => 7,
            "long" => 5_000_000_000,
            "float" or "double" => 0.25,
            "boolean" => true,
            "timestamp" => Seconds,
            "blob" => "c2VjcmV0",
            _ => throw new NotSupportedException(shape.Type),
        };

    private static object Content(Shape shape, XNamespace space) =>
        shape.Type switch
        {
            "structure" => Xml(shape, space),
            "list" => Enumerable.Range(0, 2).Select(_ => new XElement(space + "member", Content(shape.Element, space))),
            "map" => new XElement(
                space + "entry",
                new XElement(space + "key", "key"),
                new XElement(space + "value", Content(shape.Value, space))
            ),
            "timestamp" => "2023-11-14T22:13:20.500Z",
            "boolean" => "true",
            _ => Json(shape).ToString(),
        };

    private static object Structure(Type type, JsonObject json)
    {
        var result = Activator.CreateInstance(type)!;
        foreach (var (member, value) in json)
        {
            var property = type.GetProperty(char.ToUpperInvariant(member[0]) + member[1..], BindingFlags.Public | BindingFlags.Instance)!;
            property.SetValue(result, Object(property.PropertyType, value!));
        }

        return result;
    }

    private static IList List(Type type, JsonArray json)
    {
        var result = (IList)Activator.CreateInstance(type)!;
        foreach (var item in json)
        {
            result.Add(Object(type.GetGenericArguments()[0], item!));
        }

        return result;
    }

    private static IDictionary Map(Type type, JsonObject json)
    {
        var result = (IDictionary)Activator.CreateInstance(type)!;
        foreach (var (key, value) in json)
        {
            result.Add(key, Object(type.GetGenericArguments()[1], value!));
        }

        return result;
    }
}
