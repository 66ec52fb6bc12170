using System.Text.Json;
using Amazon.Runtime;
using Stevedore.Compat.AwsJson;

namespace Amazon.SecretsManager.Model;

/// <summary>What is known of a secret without its value.</summary>
public class DescribeSecretResponse : AmazonWebServiceResponse
{
    public string? ARN { get; set; }

    public string? Name { get; set; }

    public string? Description { get; set; }

    public string? KmsKeyId { get; set; }

    public bool? RotationEnabled { get; set; }

    public string? RotationLambdaARN { get; set; }

    public RotationRulesType? RotationRules { get; set; }

    public DateTime? LastRotatedDate { get; set; }

    public DateTime? LastChangedDate { get; set; }

    public DateTime? LastAccessedDate { get; set; }

    public DateTime? DeletedDate { get; set; }

    public DateTime? NextRotationDate { get; set; }

    public List<Tag>? Tags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public Dictionary<string, List<string>>? VersionIdsToStages { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? OwningService { get; set; }

    public DateTime? CreatedDate { get; set; }

    public string? PrimaryRegion { get; set; }

    public List<ReplicationStatusType>? ReplicationStatus { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    internal static DescribeSecretResponse Read(JsonElement json) =>
        new()
        {
            ARN = json.Text("ARN"),
            Name = json.Text("Name"),
            Description = json.Text("Description"),
            KmsKeyId = json.Text("KmsKeyId"),
            RotationEnabled = json.Flag("RotationEnabled"),
            RotationLambdaARN = json.Text("RotationLambdaARN"),
            RotationRules = json.Shape("RotationRules", RotationRulesType.Read),
            LastRotatedDate = json.Time("LastRotatedDate"),
            LastChangedDate = json.Time("LastChangedDate"),
            LastAccessedDate = json.Time("LastAccessedDate"),
            DeletedDate = json.Time("DeletedDate"),
            NextRotationDate = json.Time("NextRotationDate"),
            Tags = json.List("Tags", Tag.Read),
            VersionIdsToStages = json.Map("VersionIdsToStages", JsonReading.Texts),
            OwningService = json.Text("OwningService"),
            CreatedDate = json.Time("CreatedDate"),
            PrimaryRegion = json.Text("PrimaryRegion"),
            ReplicationStatus = json.List("ReplicationStatus", ReplicationStatusType.Read),
        };
}
