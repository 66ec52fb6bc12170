using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>How many findings the last scan had, by severity.</summary>
public class ImageScanFindingsSummary
{
    public DateTime? ImageScanCompletedAt { get; set; }

    public DateTime? VulnerabilitySourceUpdatedAt { get; set; }

    public Dictionary<string, int>? FindingSeverityCounts { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    internal static ImageScanFindingsSummary Read(JsonElement json) =>
        new()
        {
            ImageScanCompletedAt = json.Time("imageScanCompletedAt"),
            VulnerabilitySourceUpdatedAt = json.Time("vulnerabilitySourceUpdatedAt"),
            FindingSeverityCounts = json.Map("findingSeverityCounts", value => value.GetInt32()),
        };
}
