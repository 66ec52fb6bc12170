using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECRPublic.Model;

/// <summary>Asks for repositories by name, or for all.</summary>
public class DescribeRepositoriesRequest : AmazonECRPublicRequest, IJsonShape
{
    public string? RegistryId { get; set; }

    public List<string>? RepositoryNames { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? NextToken { get; set; }

    public int? MaxResults { get; set; }

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("registryId", RegistryId);
        json.Member("repositoryNames", RepositoryNames);
        json.Member("nextToken", NextToken);
        json.Member("maxResults", MaxResults);
    }
}
