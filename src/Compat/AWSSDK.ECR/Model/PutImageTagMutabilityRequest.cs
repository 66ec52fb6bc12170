using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>Sets whether tags of a repository can be moved.</summary>
public class PutImageTagMutabilityRequest : AmazonECRRequest, IJsonShape
{
    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public ImageTagMutability? ImageTagMutability { get; set; }

    public List<ImageTagMutabilityExclusionFilter>? ImageTagMutabilityExclusionFilters { get; set; } =
        AWSConfigs.InitializeCollections ? [] : null;

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("registryId", RegistryId);
        json.Member("repositoryName", RepositoryName);
        json.Member("imageTagMutability", ImageTagMutability);
        json.Member("imageTagMutabilityExclusionFilters", ImageTagMutabilityExclusionFilters);
    }
}
