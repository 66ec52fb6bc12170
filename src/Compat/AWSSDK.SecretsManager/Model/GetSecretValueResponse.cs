using System.Text.Json;
using Amazon.Runtime;
using Stevedore.Compat.AwsJson;

namespace Amazon.SecretsManager.Model;

/// <summary>A secret, as text or as bytes, never both.</summary>
public class GetSecretValueResponse : AmazonWebServiceResponse
{
    public string? ARN { get; set; }

    public string? Name { get; set; }

    public string? VersionId { get; set; }

    public MemoryStream? SecretBinary { get; set; }

    public string? SecretString { get; set; }

    public List<string>? VersionStages { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public DateTime? CreatedDate { get; set; }

    internal static GetSecretValueResponse Read(JsonElement json) =>
        new()
        {
            ARN = json.Text("ARN"),
            Name = json.Text("Name"),
            VersionId = json.Text("VersionId"),
            SecretBinary = json.Bytes("SecretBinary"),
            SecretString = json.Text("SecretString"),
            VersionStages = json.Texts("VersionStages"),
            CreatedDate = json.Time("CreatedDate"),
        };
}
