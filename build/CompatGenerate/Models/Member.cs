using System.Text.Json.Nodes;

namespace CompatGenerate.Models;

/// <summary>A member of a structure.</summary>
internal sealed record Member(string Name, Shape Owner, JsonObject Json)
{
    public Shape Shape => Owner.Model.Shape((string)Json["shape"]!);

    public string WireName => (string?)Json["locationName"] ?? Name;

    public bool IsDeprecated => (bool?)Json["deprecated"] == true;

    /// <summary>Whether a value is to be made where the caller gives none, so that a retry is known as one.</summary>
    public bool IsIdempotencyToken => (bool?)Json["idempotencyToken"] == true;

    public string? TimestampFormat => (string?)Json["timestampFormat"] ?? Shape.TimestampFormat;

    public string PropertyName => char.ToUpperInvariant(Name[0]) + Name[1..];
}
