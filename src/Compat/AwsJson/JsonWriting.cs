using System.Text.Json;
using Amazon;
using Amazon.Runtime;

namespace Stevedore.Compat.AwsJson;

/// <summary>Writes one member of a shape; a member that is not set is left out, as the services tell absent from null.</summary>
internal static class JsonWriting
{
    public static void Member(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    public static void Member(this Utf8JsonWriter json, string name, ConstantClass? value) => json.Member(name, value?.Value);

    public static void Member(this Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } set)
        {
            json.WriteBoolean(name, set);
        }
    }

    public static void Member(this Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } set)
        {
            json.WriteNumber(name, set);
        }
    }

    public static void Member(this Utf8JsonWriter json, string name, MemoryStream? value)
    {
        if (value is not null)
        {
            json.WriteBase64String(name, value.ToArray());
        }
    }

    public static void Member(this Utf8JsonWriter json, string name, IJsonShape? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            json.Shape(value);
        }
    }

    public static void Member(this Utf8JsonWriter json, string name, List<string>? values) =>
        json.Members(name, values, json.WriteStringValue);

    public static void Member<TShape>(this Utf8JsonWriter json, string name, List<TShape>? values)
        where TShape : IJsonShape => json.Members(name, values, value => json.Shape(value));

    private static void Shape(this Utf8JsonWriter json, IJsonShape shape)
    {
        json.WriteStartObject();
        shape.Write(json);
        json.WriteEndObject();
    }

    private static void Members<T>(this Utf8JsonWriter json, string name, List<T>? values, Action<T> write)
    {
        // An empty list counts as set only where lists do not start out as empty.
        if (values is null || (values.Count == 0 && AWSConfigs.InitializeCollections))
        {
            return;
        }

        json.WriteStartArray(name);
        values.ForEach(write);
        json.WriteEndArray();
    }
}
