using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stevedore.Settings.Shapes;

/// <summary>A registry is read as the kind that its <c>type</c> names.</summary>
internal sealed class RegistrySettingsConverter : JsonConverter<RegistrySettings>
{
    public override RegistrySettings? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var type = TypeOf(reader);
        var kind = RegistryKinds.Find(type) ?? throw new JsonException($"There is no kind of registry called '{type}'.");
        return (RegistrySettings?)JsonSerializer.Deserialize(ref reader, kind.Keys);
    }

    public override void Write(Utf8JsonWriter writer, RegistrySettings value, JsonSerializerOptions options)
    {
        if (RegistryKinds.Find(value.Type) is { } kind && kind.Keys.Type == value.GetType())
        {
            JsonSerializer.Serialize(writer, value, kind.Keys);
            return;
        }

        // The check of the settings says what is wrong, in the words that it has for a file.
        writer.WriteStartObject();
        writer.WriteString("type", value.Type);
        writer.WriteEndObject();
    }

    // The reader is a copy: looking ahead does not move the caller's.
    private static string TypeOf(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                _ = reader.Read();
                return reader.GetString() ?? "";
            }

            reader.Skip();
        }

        return "";
    }
}
