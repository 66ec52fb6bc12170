using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>Asks for a parameter by name, <c>name:version</c>, <c>name:label</c> or ARN.</summary>
public class GetParameterRequest : AmazonSimpleSystemsManagementRequest, IJsonShape
{
    public string? Name { get; set; }

    public bool? WithDecryption { get; set; }

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("Name", Name);
        json.Member("WithDecryption", WithDecryption);
    }
}
