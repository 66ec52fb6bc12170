using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>Sets the rules by which a repository loses old images, as JSON text.</summary>
public class PutLifecyclePolicyRequest : AmazonECRRequest, IJsonShape
{
    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public string? LifecyclePolicyText { get; set; }

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("registryId", RegistryId);
        json.Member("repositoryName", RepositoryName);
        json.Member("lifecyclePolicyText", LifecyclePolicyText);
    }
}
