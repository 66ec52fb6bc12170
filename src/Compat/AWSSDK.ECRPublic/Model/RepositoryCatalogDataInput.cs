using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECRPublic.Model;

/// <summary>What the public gallery is to show of a repository.</summary>
public class RepositoryCatalogDataInput : IJsonShape
{
    public string? Description { get; set; }

    public List<string>? Architectures { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<string>? OperatingSystems { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public MemoryStream? LogoImageBlob { get; set; }

    public string? AboutText { get; set; }

    public string? UsageText { get; set; }

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("description", Description);
        json.Member("architectures", Architectures);
        json.Member("operatingSystems", OperatingSystems);
        json.Member("logoImageBlob", LogoImageBlob);
        json.Member("aboutText", AboutText);
        json.Member("usageText", UsageText);
    }
}
