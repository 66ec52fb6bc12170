using System.Text.Json;
using Amazon.Runtime;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>A page of images; <c>NextToken</c> asks for the next.</summary>
public class DescribeImagesResponse : AmazonWebServiceResponse
{
    public List<ImageDetail>? ImageDetails { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? NextToken { get; set; }

    internal static DescribeImagesResponse Read(JsonElement json) =>
        new() { ImageDetails = json.List("imageDetails", ImageDetail.Read), NextToken = json.Text("nextToken") };
}
