using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.SecretsManager.Model;

/// <summary>A key and value that a secret is labelled with.</summary>
public class Tag : IJsonShape
{
    public string? Key { get; set; }

    public string? Value { get; set; }

    internal static Tag Read(JsonElement json) => new() { Key = json.Text("Key"), Value = json.Text("Value") };

    void IJsonShape.Write(Utf8JsonWriter json)
    {
        json.Member("Key", Key);
        json.Member("Value", Value);
    }
}
