using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>A key and value that a parameter is labelled with.</summary>
public class Tag : IJsonShape
{
    public string? Key { get; set; }

    public string? Value { get; set; }

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("Key", Key);
        json.Member("Value", Value);
    }
}
