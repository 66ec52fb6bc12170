using System.Reflection;
using System.Text.Json;

namespace Stevedore.Tests.Stacks.Validation;

/// <summary>What a value of a property may be.</summary>
internal abstract record PropertyType
{
    private PropertyType() { }

    /// <param name="Name"><c>string</c>, <c>integer</c>, <c>boolean</c>, <c>json</c>, <c>date-time</c>.</param>
    internal sealed record Simple(string Name) : PropertyType;

    internal sealed record OneOf(ImmutableArray<string> Values) : PropertyType;

    internal sealed record ListOf(PropertyType Element) : PropertyType;

    internal sealed record MapOf(PropertyType Element) : PropertyType;

    internal sealed record AnyOf(ImmutableArray<PropertyType> Types) : PropertyType;

    internal sealed record Structure(string Name) : PropertyType;
}

internal sealed record Property(PropertyType Type, bool Required);

/// <summary>What CloudFormation knows of one type of resource, as <c>Models/read-models.mjs</c> read it.</summary>
/// <param name="Ref">What <c>Ref</c> gives: the name of a property or attribute.</param>
/// <param name="Arn">With <c>${…}</c> for what is not fixed; null where the specification has none.</param>
internal sealed record ResourceModel(
    string Ref,
    string? Arn,
    ImmutableHashSet<string> Attributes,
    ImmutableDictionary<string, Property> Properties,
    ImmutableDictionary<string, ImmutableDictionary<string, Property>> Types
)
{
    private static readonly ImmutableDictionary<string, Property> Tag = ImmutableDictionary<string, Property>
        .Empty.Add("Key", new(new PropertyType.Simple("string"), Required: true))
        .Add("Value", new(new PropertyType.Simple("string"), Required: true));

    private static readonly Lazy<ImmutableDictionary<string, ResourceModel>> Models = new(() =>
    {
        using var model = ModelFile.Read("cloudformation.json");
        return model
            .RootElement.EnumerateObject()
            .Where(type => type.Name != "sources")
            .ToImmutableDictionary(type => type.Name, type => Read(type.Value));
    });

    public static ImmutableDictionary<string, ResourceModel> All => Models.Value;

    private static ResourceModel Read(JsonElement type) =>
        new(
            type.GetProperty("ref").GetString()!,
            type.TryGetProperty("arn", out var arn) ? arn.GetString() : null,
            [.. type.GetProperty("attributes").EnumerateArray().Select(attribute => attribute.GetString()!)],
            Members(type.GetProperty("properties")),
            type.GetProperty("types").EnumerateObject().ToImmutableDictionary(one => one.Name, one => Members(one.Value)).Add("tag", Tag)
        );

    private static ImmutableDictionary<string, Property> Members(JsonElement owner) =>
        owner
            .EnumerateObject()
            .ToImmutableDictionary(
                property => property.Name.TrimEnd('*'),
                property => new Property(TypeOf(property.Value), property.Name.EndsWith('*'))
            );

    private static PropertyType TypeOf(JsonElement type)
    {
        if (type.ValueKind == JsonValueKind.String)
        {
            return type.GetString() is "tag" ? new PropertyType.Structure("tag") : new PropertyType.Simple(type.GetString()!);
        }

        var only = type.EnumerateObject().Single();
        return only.Name switch
        {
            "list" => new PropertyType.ListOf(TypeOf(only.Value)),
            "map" => new PropertyType.MapOf(TypeOf(only.Value)),
            "any" => new PropertyType.AnyOf([.. only.Value.EnumerateArray().Select(TypeOf)]),
            "type" => new PropertyType.Structure(only.Value.GetString()!),
            "values" or "integers" => new PropertyType.OneOf([.. only.Value.EnumerateArray().Select(value => value.ToString())]),
            _ => throw new InvalidOperationException($"The model has a type '{only.Name}'."),
        };
    }
}

internal static class ModelFile
{
    public static JsonDocument Read(string name) =>
        JsonDocument.Parse(Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new FileNotFoundException(name));
}
