using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.ECRPublic.Model;

/// <summary>A key and value that a resource is labelled with; no tag of an image.</summary>
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
