using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>A repository and its settings.</summary>
public class Repository
{
    public string? RepositoryArn { get; set; }

    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public string? RepositoryUri { get; set; }

    public DateTime? CreatedAt { get; set; }

    public ImageTagMutability? ImageTagMutability { get; set; }

    public List<ImageTagMutabilityExclusionFilter>? ImageTagMutabilityExclusionFilters { get; set; } =
        AWSConfigs.InitializeCollections ? [] : null;

    public ImageScanningConfiguration? ImageScanningConfiguration { get; set; }

    public EncryptionConfiguration? EncryptionConfiguration { get; set; }

    internal static Repository Read(JsonElement json) =>
        new()
        {
            RepositoryArn = json.Text("repositoryArn"),
            RegistryId = json.Text("registryId"),
            RepositoryName = json.Text("repositoryName"),
            RepositoryUri = json.Text("repositoryUri"),
            CreatedAt = json.Time("createdAt"),
            ImageTagMutability = json.Constant("imageTagMutability", value => new ImageTagMutability(value)),
            ImageTagMutabilityExclusionFilters = json.List("imageTagMutabilityExclusionFilters", ImageTagMutabilityExclusionFilter.Read),
            ImageScanningConfiguration = json.Shape("imageScanningConfiguration", ImageScanningConfiguration.Read),
            EncryptionConfiguration = json.Shape("encryptionConfiguration", EncryptionConfiguration.Read),
        };
}
