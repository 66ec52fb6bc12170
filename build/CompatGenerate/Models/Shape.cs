using System.Text.Json.Nodes;

namespace CompatGenerate.Models;

/// <summary>A type of a model.</summary>
internal sealed record Shape(ServiceModel Model, string Name, JsonObject Json)
{
    public string Type => (string)Json["type"]!;

    public bool IsEnumeration => Type == "string" && Enumeration.Count > 0;

    public IReadOnlyList<string> Enumeration => Json["enum"] is JsonArray values ? [.. values.Select(value => (string)value!)] : [];

    public bool IsException => Has("exception");

    /// <summary>What the service writes for an error of this shape.</summary>
    public string ErrorCode => (string?)Json["error"]?["code"] ?? Name;

    /// <summary>The members without which it is none.</summary>
    public IReadOnlyList<string> Required => Json["required"] is JsonArray names ? [.. names.Select(name => (string)name!)] : [];

    public Shape Element => Model.Shape((string)Json["member"]!["shape"]!);

    public Shape Value => Model.Shape((string)Json["value"]!["shape"]!);

    public string? TimestampFormat => (string?)Json["timestampFormat"];

    /// <summary>Without those that the service no longer wants.</summary>
    public IReadOnlyList<Member> Members =>
        [
            .. (Json["members"]?.AsObject() ?? [])
                .Select(member => new Member(member.Key, this, member.Value!.AsObject()))
                .Where(member => !member.IsDeprecated),
        ];

    public bool Has(string trait) =>
        Json[trait] is { } value && (value is not JsonValue flag || !flag.TryGetValue<bool>(out var set) || set);
}
