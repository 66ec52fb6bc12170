using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>Narrows a list of images to those with, or without, tags.</summary>
public class DescribeImagesFilter : IJsonShape
{
    public TagStatus? TagStatus { get; set; }

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("tagStatus", TagStatus);
    }
}
