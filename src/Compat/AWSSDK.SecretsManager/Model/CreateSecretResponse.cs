using System.Text.Json;
using Amazon.Runtime;
using Stevedore.Compat.AwsJson;

namespace Amazon.SecretsManager.Model;

/// <summary>The secret as it was made.</summary>
public class CreateSecretResponse : AmazonWebServiceResponse
{
    public string? ARN { get; set; }

    public string? Name { get; set; }

    public string? VersionId { get; set; }

    public List<ReplicationStatusType>? ReplicationStatus { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    internal static CreateSecretResponse Read(JsonElement json) =>
        new()
        {
            ARN = json.Text("ARN"),
            Name = json.Text("Name"),
            VersionId = json.Text("VersionId"),
            ReplicationStatus = json.List("ReplicationStatus", ReplicationStatusType.Read),
        };
}
