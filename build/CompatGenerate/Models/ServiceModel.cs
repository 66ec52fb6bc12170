using System.Text.Json.Nodes;

namespace CompatGenerate.Models;

/// <summary>The official model of a service.</summary>
/// <param name="Service">Botocore's name of it.</param>
internal sealed record ServiceModel(string Service, JsonObject Json, JsonObject EndpointRules)
{
    public string ServiceId => Metadata("serviceId")!;

    public string ApiVersion => Metadata("apiVersion")!;

    public string EndpointPrefix => Metadata("endpointPrefix")!;

    public string SigningName => Metadata("signingName") ?? EndpointPrefix;

    public string? TargetPrefix => Metadata("targetPrefix");

    public string? JsonVersion => Metadata("jsonVersion");

    public string Protocol => Metadata("protocol")!;

    public IEnumerable<string> OperationNames => Json["operations"]!.AsObject().Select(operation => operation.Key);

    public Operation Operation(string name) =>
        Json["operations"]![name] is JsonObject json
            ? new Operation(this, name, json)
            : throw new ModelException(
                $"Cannot generate {name} of {Service}",
                "its model has no such operation",
                $"Add it to newer/{Service}.json."
            );

    public Shape Shape(string name) =>
        Json["shapes"]![name] is JsonObject json
            ? new Shape(this, name, json)
            : throw new ModelException(
                $"Cannot generate {name} of {Service}",
                "its model has no such shape",
                $"Add it to newer/{Service}.json."
            );

    private string? Metadata(string name) => (string?)Json["metadata"]![name];
}
