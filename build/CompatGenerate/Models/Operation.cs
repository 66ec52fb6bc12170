using System.Text.Json.Nodes;

namespace CompatGenerate.Models;

/// <summary>An operation of a service.</summary>
internal sealed record Operation(ServiceModel Model, string Name, JsonObject Json)
{
    /// <summary>Null where the operation takes nothing.</summary>
    public Shape? Input => ShapeOf("input");

    /// <summary>Null where the operation answers nothing.</summary>
    public Shape? Output => ShapeOf("output");

    public IReadOnlyList<Shape> Errors =>
        Json["errors"] is JsonArray errors ? [.. errors.Select(error => Model.Shape((string)error!["shape"]!))] : [];

    /// <summary>The element around the answer.</summary>
    public string? ResultWrapper => (string?)Json["output"]?["resultWrapper"];

    private Shape? ShapeOf(string name) => (string?)Json[name]?["shape"] is { } shape ? Model.Shape(shape) : null;
}
