using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>Asks for 1 to 10 parameters by name or ARN.</summary>
public class GetParametersRequest : AmazonSimpleSystemsManagementRequest, IJsonShape
{
    public List<string>? Names { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public bool? WithDecryption { get; set; }

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("Names", Names);
        json.Member("WithDecryption", WithDecryption);
    }
}
