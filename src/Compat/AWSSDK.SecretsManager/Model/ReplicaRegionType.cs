using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.SecretsManager.Model;

/// <summary>A region that a secret is copied to.</summary>
public class ReplicaRegionType : IJsonShape
{
    public string? Region { get; set; }

    public string? KmsKeyId { get; set; }

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("Region", Region);
        json.Member("KmsKeyId", KmsKeyId);
    }
}
