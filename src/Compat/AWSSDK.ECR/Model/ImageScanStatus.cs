using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>How far the scan of an image has come.</summary>
public class ImageScanStatus
{
    public ScanStatus? Status { get; set; }

    public string? Description { get; set; }

    internal static ImageScanStatus Read(JsonElement json) =>
        new() { Status = json.Constant("status", value => new ScanStatus(value)), Description = json.Text("description") };
}
