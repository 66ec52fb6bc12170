using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECRPublic.Model;

/// <summary>A public registry: its URI and the aliases it is known by.</summary>
public class Registry
{
    public string? RegistryId { get; set; }

    public string? RegistryArn { get; set; }

    public string? RegistryUri { get; set; }

    public bool? Verified { get; set; }

    public List<RegistryAlias>? Aliases { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    internal static Registry Read(JsonElement json) =>
        new()
        {
            RegistryId = json.Text("registryId"),
            RegistryArn = json.Text("registryArn"),
            RegistryUri = json.Text("registryUri"),
            Verified = json.Flag("verified"),
            Aliases = json.List("aliases", RegistryAlias.Read),
        };
}
