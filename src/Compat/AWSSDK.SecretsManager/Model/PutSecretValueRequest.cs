using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.SecretsManager.Model;

/// <summary>Gives a secret a new version. Without a token one is made, so that a retry does not make a second version.</summary>
public class PutSecretValueRequest : AmazonSecretsManagerRequest, IJsonShape
{
    public string? SecretId { get; set; }

    public string? ClientRequestToken { get; set; }

    public MemoryStream? SecretBinary { get; set; }

    public string? SecretString { get; set; }

    public List<string>? VersionStages { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? RotationToken { get; set; }

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("SecretId", SecretId);
        json.Member("ClientRequestToken", ClientRequestToken ?? Guid.NewGuid().ToString());
        json.Member("SecretBinary", SecretBinary);
        json.Member("SecretString", SecretString);
        json.Member("VersionStages", VersionStages);
        json.Member("RotationToken", RotationToken);
    }
}
