using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Stevedore.Settings.Layers;
using Stevedore.Settings.Shapes;

namespace Stevedore.Settings;

/// <summary>A kind of registry that stevedore.json may name.</summary>
public sealed class RegistryKind
{
    private readonly Lazy<JsonTypeInfo> keys;
    private readonly Lazy<ImmutableArray<ShapeKey>> shape;
    private readonly Func<SettingNode, RegistrySettings> bind;

    /// <param name="type">The value of <c>type</c>, equal to <see cref="RegistrySettings.Type"/> of its settings.</param>
    /// <param name="keys">The source-generated metadata of its settings: their keys, types and, by attribute, descriptions. Names in camel case.</param>
    public RegistryKind(string type, JsonTypeInfo keys)
    {
        Type = type;
        this.keys = new(keys);
        shape = new(() => DerivedShape.Keys(keys));
        bind = node => (RegistrySettings)JsonSerializer.Deserialize(SettingsBinding.Json(node).Span, keys)!;
    }

    internal RegistryKind(string type, Func<JsonTypeInfo> keys, Shape shape, Func<SettingNode, RegistrySettings> bind)
    {
        Type = type;
        this.keys = new(keys);
        this.shape = new(shape.Keys);
        this.bind = bind;
    }

    /// <summary>The value of <c>type</c>.</summary>
    public string Type { get; }

    /// <summary>The metadata of its settings.</summary>
    public JsonTypeInfo Keys => keys.Value;

    internal ImmutableArray<ShapeKey> Shape => shape.Value;

    internal RegistrySettings Bind(SettingNode node) => bind(node);
}
