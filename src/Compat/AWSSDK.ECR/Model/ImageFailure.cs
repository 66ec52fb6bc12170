using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>An image that could not be given, and why.</summary>
public class ImageFailure
{
    public ImageIdentifier? ImageId { get; set; }

    public ImageFailureCode? FailureCode { get; set; }

    public string? FailureReason { get; set; }

    internal static ImageFailure Read(JsonElement json) =>
        new()
        {
            ImageId = json.Shape("imageId", ImageIdentifier.Read),
            FailureCode = json.Constant("failureCode", value => new ImageFailureCode(value)),
            FailureReason = json.Text("failureReason"),
        };
}
