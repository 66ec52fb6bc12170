using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stevedore.Settings.Shapes;

/// <summary>A tag is its template alone, or an object that also says when it is set.</summary>
internal sealed class TagSettingsConverter : JsonConverter<TagSettings>
{
    public override TagSettings? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? new TagSettings(reader.GetString()!)
            : JsonSerializer.Deserialize(ref reader, SettingsJson.Default.TagSettings);

    public override void Write(Utf8JsonWriter writer, TagSettings value, JsonSerializerOptions options)
    {
        if (value.On is null)
        {
            writer.WriteStringValue(value.Tag);
        }
        else
        {
            JsonSerializer.Serialize(writer, value, SettingsJson.Default.TagSettings);
        }
    }
}
