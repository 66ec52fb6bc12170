using System.Text.Json;
using Amazon.Runtime;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECR.Model;

/// <summary>The rules as they were set.</summary>
public class PutLifecyclePolicyResponse : AmazonWebServiceResponse
{
    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public string? LifecyclePolicyText { get; set; }

    internal static PutLifecyclePolicyResponse Read(JsonElement json) =>
        new()
        {
            RegistryId = json.Text("registryId"),
            RepositoryName = json.Text("repositoryName"),
            LifecyclePolicyText = json.Text("lifecyclePolicyText"),
        };
}
