using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>An image with its manifest as JSON text.</summary>
public class Image
{
    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public ImageIdentifier? ImageId { get; set; }

    public string? ImageManifest { get; set; }

    public string? ImageManifestMediaType { get; set; }

    internal static Image Read(JsonElement json) =>
        new()
        {
            RegistryId = json.Text("registryId"),
            RepositoryName = json.Text("repositoryName"),
            ImageId = json.Shape("imageId", ImageIdentifier.Read),
            ImageManifest = json.Text("imageManifest"),
            ImageManifestMediaType = json.Text("imageManifestMediaType"),
        };
}
