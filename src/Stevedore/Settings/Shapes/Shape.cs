using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using Stevedore.Settings.Rules;

namespace Stevedore.Settings.Shapes;

/// <summary>What a value may look like, derived from the metadata that also binds it.</summary>
internal sealed class Shape
{
    private static readonly ConcurrentDictionary<Type, Shape> Known = new();
    private readonly Lazy<ImmutableArray<ShapeKey>> keys;

    private Shape(ShapeKind kind, JsonTypeInfo info)
    {
        Kind = kind;
        Element = info.ElementType is { } element && kind is ShapeKind.List or ShapeKind.Map ? info.Options.GetTypeInfo(info.ElementType!) : null;
        keys = new(() => KeysOf(info));
    }

    public static Shape File { get; } = Of(SettingsJson.Bound.SettingsFile);

    public static Shape Section { get; } = Of(SettingsJson.Bound.StevedoreSettings);

    public ShapeKind Kind { get; }

    /// <summary>The metadata of a list's items or a map's values.</summary>
    public JsonTypeInfo? Element { get; }

    /// <summary>The keys of an object of known keys; of a registry, those of every kind.</summary>
    public ImmutableArray<ShapeKey> Keys => keys.Value;

    public static Shape Of(JsonTypeInfo info) =>
        Known.GetOrAdd(info.Type, static (_, info) => new Shape(KindOf(info), info), info);

    /// <summary>The keys of a registry of this type; of every kind when it is unknown.</summary>
    public static ImmutableArray<ShapeKey> RegistryKeys(string? type) =>
        RegistryKinds.Find(type) is { } kind
            ? Of(kind.Keys).Keys
            : [.. RegistryKinds.All.SelectMany(kind => Of(kind.Keys).Keys).DistinctBy(key => key.Name)];

    private static ShapeKind KindOf(JsonTypeInfo info)
    {
        if (info.Type == typeof(TagSettings))
        {
            return ShapeKind.Tag;
        }

        return info.Type == typeof(CredentialSettings) ? ShapeKind.Credentials
            : info.Type == typeof(RegistrySettings) ? ShapeKind.Registry
            : info.Type == typeof(string) ? ShapeKind.Text
            : Nullable.GetUnderlyingType(info.Type) == typeof(bool) || info.Type == typeof(bool) ? ShapeKind.Flag
            : info.Kind switch
            {
                JsonTypeInfoKind.Object => ShapeKind.Keys,
                JsonTypeInfoKind.Dictionary => ShapeKind.Map,
                JsonTypeInfoKind.Enumerable => ShapeKind.List,
                _ => ShapeKind.Number,
            };
    }

    private static ImmutableArray<ShapeKey> KeysOf(JsonTypeInfo info) =>
        KindOf(info) switch
        {
            ShapeKind.Tag => Properties(SettingsJson.Default.TagSettings),
            ShapeKind.Credentials => CredentialKeys(),
            ShapeKind.Registry => RegistryKeys(type: null),
            ShapeKind.Keys => Properties(info),
            _ => [],
        };

    private static ImmutableArray<ShapeKey> CredentialKeys() =>
        [
            .. CredentialForm
                .All.SelectMany(form =>
                    form.IsNested ? [new ShapeKey(form.Key, form.Info, Rule: null, IsRequired: false)] : Of(form.Info).Keys
                )
                .DistinctBy(key => key.Name),
        ];

    private static ImmutableArray<ShapeKey> Properties(JsonTypeInfo info) =>
        [
            .. info.Properties.Select(property => new ShapeKey(
                property.Name,
                info.Options.GetTypeInfo(property.PropertyType),
                ValueRules.Of(info.Type, property.Name),
                property.AssociatedParameter is { HasDefaultValue: false }
            )),
        ];
}
