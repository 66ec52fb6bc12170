using Stevedore.Settings.Rules;

namespace Stevedore.Settings.Shapes;

/// <summary>What a value may look like.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Element">A list's items or a map's values, else null.</param>
/// <param name="Keys">The keys of an object of known keys.</param>
internal sealed record Shape(ShapeKind Kind, Shape? Element, ImmutableArray<ShapeKey> Keys)
{
    public static Shape Text { get; } = new(ShapeKind.Text);

    public static Shape Flag { get; } = new(ShapeKind.Flag);

    public static Shape Number { get; } = new(ShapeKind.Number);

    public static Shape Texts { get; } = List(Text);

    public static Shape TextMap { get; } = Map(Text);

    /// <summary>Which keys it has depends on its type: <see cref="RegistryKinds"/>.</summary>
    public static Shape Registry { get; } = new(ShapeKind.Registry);

    private Shape(ShapeKind kind)
        : this(kind, null, []) { }

    public static Shape List(Shape items) => new(ShapeKind.List, items, []);

    public static Shape Map(Shape values) => new(ShapeKind.Map, values, []);

    public static Shape Object(params ImmutableArray<ShapeKey> keys) => new(ShapeKind.Keys, null, keys);

    /// <summary>The keys of a registry of this type; of every kind when it is unknown.</summary>
    public static ImmutableArray<ShapeKey> RegistryKeys(string? type) =>
        RegistryKinds.Find(type) is { } kind
            ? kind.Shape
            : [.. RegistryKinds.All.SelectMany(kind => kind.Shape).DistinctBy(key => key.Name)];
}
