using System.Text.Json;
using Amazon.Runtime;
using Stevedore.Compat.AwsJson;

namespace Amazon.SecretsManager.Model;

/// <summary>The version as it was made.</summary>
public class PutSecretValueResponse : AmazonWebServiceResponse
{
    public string? ARN { get; set; }

    public string? Name { get; set; }

    public string? VersionId { get; set; }

    public List<string>? VersionStages { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    internal static PutSecretValueResponse Read(JsonElement json) =>
        new()
        {
            ARN = json.Text("ARN"),
            Name = json.Text("Name"),
            VersionId = json.Text("VersionId"),
            VersionStages = json.Texts("VersionStages"),
        };
}
