using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.SecretsManager.Model;

/// <summary>Asks for a new secret. Without a token one is made, so that a retry does not make a second version.</summary>
public class CreateSecretRequest : AmazonSecretsManagerRequest, IJsonShape
{
    public string? Name { get; set; }

    public string? ClientRequestToken { get; set; }

    public string? Description { get; set; }

    public string? KmsKeyId { get; set; }

    public MemoryStream? SecretBinary { get; set; }

    public string? SecretString { get; set; }

    public List<Tag>? Tags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<ReplicaRegionType>? AddReplicaRegions { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public bool? ForceOverwriteReplicaSecret { get; set; }

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("Name", Name);
        json.Member("ClientRequestToken", ClientRequestToken ?? Guid.NewGuid().ToString());
        json.Member("Description", Description);
        json.Member("KmsKeyId", KmsKeyId);
        json.Member("SecretBinary", SecretBinary);
        json.Member("SecretString", SecretString);
        json.Member("Tags", Tags);
        json.Member("AddReplicaRegions", AddReplicaRegions);
        json.Member("ForceOverwriteReplicaSecret", ForceOverwriteReplicaSecret);
    }
}
