using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>An image by tag, by digest, or both.</summary>
public class ImageIdentifier : IJsonShape
{
    public string? ImageDigest { get; set; }

    public string? ImageTag { get; set; }

    internal static ImageIdentifier Read(JsonElement json) =>
        new() { ImageDigest = json.Text("imageDigest"), ImageTag = json.Text("imageTag") };

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("imageDigest", ImageDigest);
        json.Member("imageTag", ImageTag);
    }
}
