using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>Asks for a new repository. The encryption cannot be changed later.</summary>
public class CreateRepositoryRequest : AmazonECRRequest, IJsonShape
{
    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public List<Tag>? Tags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public ImageTagMutability? ImageTagMutability { get; set; }

    public List<ImageTagMutabilityExclusionFilter>? ImageTagMutabilityExclusionFilters { get; set; } =
        AWSConfigs.InitializeCollections ? [] : null;

    public ImageScanningConfiguration? ImageScanningConfiguration { get; set; }

    public EncryptionConfiguration? EncryptionConfiguration { get; set; }

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("registryId", RegistryId);
        json.Member("repositoryName", RepositoryName);
        json.Member("tags", Tags);
        json.Member("imageTagMutability", ImageTagMutability);
        json.Member("imageTagMutabilityExclusionFilters", ImageTagMutabilityExclusionFilters);
        json.Member("imageScanningConfiguration", ImageScanningConfiguration);
        json.Member("encryptionConfiguration", EncryptionConfiguration);
    }
}
