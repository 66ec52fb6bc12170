using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>How images are encrypted at rest.</summary>
public class EncryptionConfiguration : IJsonShape
{
    public EncryptionType? EncryptionType { get; set; }

    public string? KmsKey { get; set; }

    internal static EncryptionConfiguration Read(JsonElement json) =>
        new() { EncryptionType = json.Constant("encryptionType", value => new EncryptionType(value)), KmsKey = json.Text("kmsKey") };

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("encryptionType", EncryptionType);
        json.Member("kmsKey", KmsKey);
    }
}
