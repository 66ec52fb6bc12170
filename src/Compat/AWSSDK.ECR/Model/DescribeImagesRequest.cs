using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>Asks for images of a repository by tag or digest, or for all.</summary>
public class DescribeImagesRequest : AmazonECRRequest, IJsonShape
{
    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public List<ImageIdentifier>? ImageIds { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? NextToken { get; set; }

    public int? MaxResults { get; set; }

    public DescribeImagesFilter? Filter { get; set; }

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("registryId", RegistryId);
        json.Member("repositoryName", RepositoryName);
        json.Member("imageIds", ImageIds);
        json.Member("nextToken", NextToken);
        json.Member("maxResults", MaxResults);
        json.Member("filter", Filter);
    }
}
