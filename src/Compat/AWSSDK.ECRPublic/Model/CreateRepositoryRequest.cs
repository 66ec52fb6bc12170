using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECRPublic.Model;

/// <summary>Asks for a new repository in the public gallery.</summary>
public class CreateRepositoryRequest : AmazonECRPublicRequest, IJsonShape
{
    public string? RepositoryName { get; set; }

    public RepositoryCatalogDataInput? CatalogData { get; set; }

    public List<Tag>? Tags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("repositoryName", RepositoryName);
        json.Member("catalogData", CatalogData);
        json.Member("tags", Tags);
    }
}
