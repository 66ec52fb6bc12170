using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>Stores a parameter; one that exists only with <c>Overwrite</c>.</summary>
public class PutParameterRequest : AmazonSimpleSystemsManagementRequest, IJsonShape
{
    public string? Name { get; set; }

    public string? Description { get; set; }

    public string? Value { get; set; }

    public ParameterType? Type { get; set; }

    public string? KeyId { get; set; }

    public bool? Overwrite { get; set; }

    public string? AllowedPattern { get; set; }

    public List<Tag>? Tags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public ParameterTier? Tier { get; set; }

    public string? Policies { get; set; }

    public string? DataType { get; set; }

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("Name", Name);
        json.Member("Description", Description);
        json.Member("Value", Value);
        json.Member("Type", Type);
        json.Member("KeyId", KeyId);
        json.Member("Overwrite", Overwrite);
        json.Member("AllowedPattern", AllowedPattern);
        json.Member("Tags", Tags);
        json.Member("Tier", Tier);
        json.Member("Policies", Policies);
        json.Member("DataType", DataType);
    }
}
