using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>Whether images are scanned as they are pushed.</summary>
public class ImageScanningConfiguration : IJsonShape
{
    public bool? ScanOnPush { get; set; }

    internal static ImageScanningConfiguration Read(JsonElement json) => new() { ScanOnPush = json.Flag("scanOnPush") };

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("scanOnPush", ScanOnPush);
    }
}
