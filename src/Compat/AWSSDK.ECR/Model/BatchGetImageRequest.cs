using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>Asks for manifests by tag or digest, in one of the media types accepted.</summary>
public class BatchGetImageRequest : AmazonECRRequest, IJsonShape
{
    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public List<ImageIdentifier>? ImageIds { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<string>? AcceptedMediaTypes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("registryId", RegistryId);
        json.Member("repositoryName", RepositoryName);
        json.Member("imageIds", ImageIds);
        json.Member("acceptedMediaTypes", AcceptedMediaTypes);
    }
}
