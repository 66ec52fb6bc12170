using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>Stores a manifest whose layers are in the repository already, under a tag if one is given.</summary>
public class PutImageRequest : AmazonECRRequest, IJsonShape
{
    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public string? ImageManifest { get; set; }

    public string? ImageManifestMediaType { get; set; }

    public string? ImageTag { get; set; }

    public string? ImageDigest { get; set; }

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("registryId", RegistryId);
        json.Member("repositoryName", RepositoryName);
        json.Member("imageManifest", ImageManifest);
        json.Member("imageManifestMediaType", ImageManifestMediaType);
        json.Member("imageTag", ImageTag);
        json.Member("imageDigest", ImageDigest);
    }
}
