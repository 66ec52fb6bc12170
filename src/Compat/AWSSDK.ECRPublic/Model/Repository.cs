using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECRPublic.Model;

/// <summary>A repository of the public gallery.</summary>
public class Repository
{
    public string? RepositoryArn { get; set; }

    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public string? RepositoryUri { get; set; }

    public DateTime? CreatedAt { get; set; }

    internal static Repository Read(JsonElement json) =>
        new()
        {
            RepositoryArn = json.Text("repositoryArn"),
            RegistryId = json.Text("registryId"),
            RepositoryName = json.Text("repositoryName"),
            RepositoryUri = json.Text("repositoryUri"),
            CreatedAt = json.Time("createdAt"),
        };
}
