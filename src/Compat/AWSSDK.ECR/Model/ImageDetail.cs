using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>What the registry knows of an image; for an index, of the index itself.</summary>
public class ImageDetail
{
    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public string? ImageDigest { get; set; }

    public List<string>? ImageTags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public long? ImageSizeInBytes { get; set; }

    public DateTime? ImagePushedAt { get; set; }

    public ImageScanStatus? ImageScanStatus { get; set; }

    public ImageScanFindingsSummary? ImageScanFindingsSummary { get; set; }

    public string? ImageManifestMediaType { get; set; }

    public string? ArtifactMediaType { get; set; }

    public DateTime? LastRecordedPullTime { get; set; }

    internal static ImageDetail Read(JsonElement json) =>
        new()
        {
            RegistryId = json.Text("registryId"),
            RepositoryName = json.Text("repositoryName"),
            ImageDigest = json.Text("imageDigest"),
            ImageTags = json.Texts("imageTags"),
            ImageSizeInBytes = json.Long("imageSizeInBytes"),
            ImagePushedAt = json.Time("imagePushedAt"),
            ImageScanStatus = json.Shape("imageScanStatus", ImageScanStatus.Read),
            ImageScanFindingsSummary = json.Shape("imageScanFindingsSummary", ImageScanFindingsSummary.Read),
            ImageManifestMediaType = json.Text("imageManifestMediaType"),
            ArtifactMediaType = json.Text("artifactMediaType"),
            LastRecordedPullTime = json.Time("lastRecordedPullTime"),
        };
}
