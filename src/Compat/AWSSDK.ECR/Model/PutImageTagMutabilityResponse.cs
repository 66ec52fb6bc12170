using System.Text.Json;
using Amazon.Runtime;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>The setting as it was stored.</summary>
public class PutImageTagMutabilityResponse : AmazonWebServiceResponse
{
    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public ImageTagMutability? ImageTagMutability { get; set; }

    public List<ImageTagMutabilityExclusionFilter>? ImageTagMutabilityExclusionFilters { get; set; } =
        AWSConfigs.InitializeCollections ? [] : null;

    internal static PutImageTagMutabilityResponse Read(JsonElement json) =>
        new()
        {
            RegistryId = json.Text("registryId"),
            RepositoryName = json.Text("repositoryName"),
            ImageTagMutability = json.Constant("imageTagMutability", value => new ImageTagMutability(value)),
            ImageTagMutabilityExclusionFilters = json.List("imageTagMutabilityExclusionFilters", ImageTagMutabilityExclusionFilter.Read),
        };
}
