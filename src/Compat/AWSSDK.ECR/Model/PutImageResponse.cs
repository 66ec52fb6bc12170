using System.Text.Json;
using Amazon.Runtime;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>The image as it was stored.</summary>
public class PutImageResponse : AmazonWebServiceResponse
{
    public Image? Image { get; set; }

    internal static PutImageResponse Read(JsonElement json) => new() { Image = json.Shape("image", Image.Read) };
}
