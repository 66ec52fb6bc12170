using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>A parameter with its value; a secure string is encrypted unless decryption was asked for.</summary>
public class Parameter
{
    public string? Name { get; set; }

    public ParameterType? Type { get; set; }

    public string? Value { get; set; }

    public long? Version { get; set; }

    public string? Selector { get; set; }

    public string? SourceResult { get; set; }

    public DateTime? LastModifiedDate { get; set; }

    public string? ARN { get; set; }

    public string? DataType { get; set; }

    internal static Parameter Read(JsonElement json) =>
        new()
        {
            Name = json.Text("Name"),
            Type = json.Constant("Type", value => new ParameterType(value)),
            Value = json.Text("Value"),
            Version = json.Long("Version"),
            Selector = json.Text("Selector"),
            SourceResult = json.Text("SourceResult"),
            LastModifiedDate = json.Time("LastModifiedDate"),
            ARN = json.Text("ARN"),
            DataType = json.Text("DataType"),
        };
}
