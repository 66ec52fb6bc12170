using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECRPublic.Model;

/// <summary>What the public gallery shows of a repository.</summary>
public class RepositoryCatalogData
{
    public string? Description { get; set; }

    public List<string>? Architectures { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<string>? OperatingSystems { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? LogoUrl { get; set; }

    public string? AboutText { get; set; }

    public string? UsageText { get; set; }

    public bool? MarketplaceCertified { get; set; }

    internal static RepositoryCatalogData Read(JsonElement json) =>
        new()
        {
            Description = json.Text("description"),
            Architectures = json.Texts("architectures"),
            OperatingSystems = json.Texts("operatingSystems"),
            LogoUrl = json.Text("logoUrl"),
            AboutText = json.Text("aboutText"),
            UsageText = json.Text("usageText"),
            MarketplaceCertified = json.Flag("marketplaceCertified"),
        };
}
