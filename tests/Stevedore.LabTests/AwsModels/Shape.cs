using System.Text.Json;

namespace Stevedore.LabTests.AwsModels;

/// <summary>A type of a service model.</summary>
internal sealed record Shape(ServiceModel Model, string Name, JsonElement Json)
{
    public string Type => Json.GetProperty("type").GetString()!;

    public string[] Enumeration => Texts("enum");

    public string[] Required => Texts("required");

    public Shape Element => Model.ShapeOf(Json.GetProperty("member"));

    public Shape Value => Model.ShapeOf(Json.GetProperty("value"));

    /// <summary>Without those that the service no longer wants.</summary>
    public Dictionary<string, Shape> Members =>
        Json.GetProperty("members")
            .EnumerateObject()
            .Where(member => !member.Value.TryGetProperty("deprecated", out _))
            .ToDictionary(member => member.Name, member => Model.ShapeOf(member.Value));

    private string[] Texts(string name) =>
        Json.TryGetProperty(name, out var texts) ? [.. texts.EnumerateArray().Select(text => text.GetString()!)] : [];
}
