using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.SecretsManager.Model;

/// <summary>Asks for a secret by name or ARN; without a version or stage, for the current one.</summary>
public class GetSecretValueRequest : AmazonSecretsManagerRequest, IJsonShape
{
    public string? SecretId { get; set; }

    public string? VersionId { get; set; }

    public string? VersionStage { get; set; }

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("SecretId", SecretId);
        json.Member("VersionId", VersionId);
        json.Member("VersionStage", VersionStage);
    }
}
