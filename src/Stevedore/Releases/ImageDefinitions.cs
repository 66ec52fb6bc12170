using System.Text.Json;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Terminal;

namespace Stevedore.Releases;

/// <summary>The files that CodePipeline's ECS actions deploy from.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/codepipeline/latest/userguide/file-reference.html"/></remarks>
internal static class ImageDefinitions
{
    /// <summary>imagedefinitions.json: every image with a container. An empty list when there is none.</summary>
    public static byte[] Standard(ShipResult result) =>
        Json(writer =>
        {
            writer.WriteStartArray();
            foreach (var image in Deployed(result))
            {
                writer.WriteStartObject();
                writer.WriteString("name", image.Image.Container);
                writer.WriteString("imageUri", Uri(result.Plan, image, result.Plan.Definitions.PinsDigest));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });

    /// <summary>imageDetail.json, for blue/green deployments: the first image with a container; null when there is none.</summary>
    public static byte[]? Detail(ShipResult result) =>
        Deployed(result).FirstOrDefault() is { } image
            ? Json(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("ImageURI", Uri(result.Plan, image, pinsDigest: true));
                writer.WriteEndObject();
            })
            : null;

    private static IEnumerable<ShippedImage> Deployed(ShipResult result) =>
        result.Images.Where(image => image.Image.Container is not null && Place(result.Plan, image) is not null);

    private static string Uri(ShipPlan plan, ShippedImage image, bool pinsDigest)
    {
        var reference = Place(plan, image)!.Reference;
        return pinsDigest ? reference.At(image.Digest) : reference.At(image.Image.CommitTag);
    }

    private static Destination? Place(ShipPlan plan, ShippedImage image) =>
        image.Image.Destinations.FirstOrDefault(destination => destination.Registry == plan.Definitions.Registry)
        ?? image.Image.Destinations.FirstOrDefault();

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, OutputJson.Compact))
        {
            write(writer);
        }

        buffer.Write("\n"u8);
        return buffer.ToArray();
    }
}
