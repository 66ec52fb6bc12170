using System.Text.Json;

namespace Stevedore.LabTests.AwsModels;

/// <summary>The official model of a service, as botocore has it.</summary>
internal sealed class ServiceModel(JsonElement root)
{
    public static ServiceModel Load(string models, string service) => new(ModelFile.Read(models, service, "service-2"));

    public bool Has(string operation) => root.GetProperty("operations").TryGetProperty(operation, out _);

    public Shape Input(string operation) => ShapeOf(Operation(operation).GetProperty("input"));

    public Shape Output(string operation) => ShapeOf(Operation(operation).GetProperty("output"));

    public string[] Errors(string operation) =>
        Operation(operation).TryGetProperty("errors", out var errors)
            ? [.. errors.EnumerateArray().Select(error => error.GetProperty("shape").GetString()!)]
            : [];

    public Shape? FindShape(string name) =>
        root.GetProperty("shapes").TryGetProperty(name, out var json) ? new Shape(this, name, json) : null;

    internal Shape ShapeOf(JsonElement reference) => FindShape(reference.GetProperty("shape").GetString()!)!;

    private JsonElement Operation(string name) => root.GetProperty("operations").GetProperty(name);
}
