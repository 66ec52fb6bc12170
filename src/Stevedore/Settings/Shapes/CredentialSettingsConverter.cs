using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stevedore.Settings.Shapes;

/// <summary>Credentials are <c>"docker-config"</c> or an object in one of the <see cref="CredentialForm"/>s.</summary>
internal sealed class CredentialSettingsConverter : JsonConverter<CredentialSettings>
{
    public override CredentialSettings? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return new DockerConfigCredentialSettings();
        }

        var form = FormOf(reader);
        if (!form.IsNested)
        {
            return (CredentialSettings?)JsonSerializer.Deserialize(ref reader, form.Info());
        }

        _ = reader.Read();
        _ = reader.Read();
        var settings = (CredentialSettings?)JsonSerializer.Deserialize(ref reader, form.Info());
        _ = reader.Read();
        return settings;
    }

    public override void Write(Utf8JsonWriter writer, CredentialSettings value, JsonSerializerOptions options)
    {
        if (CredentialForm.All.FirstOrDefault(form => form.Info().Type == value.GetType()) is not { } form)
        {
            writer.WriteStringValue(value is DockerConfigCredentialSettings ? CredentialForm.DockerConfig : value.GetType().Name);
        }
        else if (form.IsNested)
        {
            writer.WriteStartObject();
            writer.WritePropertyName(form.Key);
            JsonSerializer.Serialize(writer, value, form.Info());
            writer.WriteEndObject();
        }
        else
        {
            JsonSerializer.Serialize(writer, value, form.Info());
        }
    }

    private static CredentialForm FormOf(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString();
            if (CredentialForm.All.FirstOrDefault(form => form.Key == key) is { } form)
            {
                return form;
            }

            reader.Skip();
        }

        throw new JsonException("The credentials have no form.");
    }
}
