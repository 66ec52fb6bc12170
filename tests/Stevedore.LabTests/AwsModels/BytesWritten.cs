using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stevedore.LabTests.AwsModels;

/// <summary>Writes the bytes of a stream, as streams have no equality.</summary>
internal sealed class BytesWritten : JsonConverter<MemoryStream>
{
    public override MemoryStream Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, MemoryStream value, JsonSerializerOptions options) =>
        writer.WriteBase64StringValue(value.ToArray());
}
