using System.Text.Json;
using Amazon.Runtime;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>The manifests found, and a failure for each that was not: a missing image is no error here.</summary>
public class BatchGetImageResponse : AmazonWebServiceResponse
{
    public List<Image>? Images { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<ImageFailure>? Failures { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    internal static BatchGetImageResponse Read(JsonElement json) =>
        new() { Images = json.List("images", Image.Read), Failures = json.List("failures", ImageFailure.Read) };
}
