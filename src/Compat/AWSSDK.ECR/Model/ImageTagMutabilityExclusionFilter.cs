using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>Tags that the mutability setting of their repository does not apply to.</summary>
public class ImageTagMutabilityExclusionFilter : IJsonShape
{
    public ImageTagMutabilityExclusionFilterType? FilterType { get; set; }

    public string? Filter { get; set; }

    internal static ImageTagMutabilityExclusionFilter Read(JsonElement json) =>
        new()
        {
            FilterType = json.Constant("filterType", value => new ImageTagMutabilityExclusionFilterType(value)),
            Filter = json.Text("filter"),
        };

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("filterType", FilterType);
        json.Member("filter", Filter);
    }
}
