using System.Text.Json;
using Stevedore.Settings.Shapes;

namespace Stevedore.Settings.Layers;

/// <summary>Defaults of objects that stand in a list or have a name of a person's own: only who has seen all layers knows which there are.</summary>
/// <param name="kinds">The kinds of registry, whose settings may hold such objects.</param>
internal sealed class EntryDefaults(KnownKinds kinds)
{
    /// <summary>The same with the constants of every entry.</summary>
    public SettingNode In(SettingNode node, Shape shape) =>
        (shape.Kind, node.Kind) switch
        {
            (ShapeKind.List, JsonValueKind.Array) => SettingNode.List(
                node.Origin,
                [.. node.Items.Select(item => Entry(item, shape.Element!))]
            ),
            (ShapeKind.Map, JsonValueKind.Object) => Below(node, _ => shape.Element, Entry),
            (ShapeKind.Keys, JsonValueKind.Object) => Keys(node, shape.Keys),
            (ShapeKind.Registry, JsonValueKind.Object) => Keys(node, kinds.KeysOf(node["type"]?.Value)),
            _ => node,
        };

    private SettingNode Entry(SettingNode node, Shape shape)
    {
        if (shape.Kind != ShapeKind.Keys || node.Kind != JsonValueKind.Object)
        {
            return In(node, shape);
        }

        var constants = SettingNode.Object(Origin.Default);
        DefaultLayer.Constants(constants, shape.Keys);
        return In(LayerMerge.Of(node, constants), shape);
    }

    private SettingNode Keys(SettingNode node, ImmutableArray<ShapeKey> keys) =>
        Below(node, name => keys.FirstOrDefault(key => key.Name == name)?.Shape, In);

    private static SettingNode Below(SettingNode node, Func<string, Shape?> shapeOf, Func<SettingNode, Shape, SettingNode> filled)
    {
        OrderedDictionary<string, SettingNode> keys = new(node.Keys.Count);
        foreach (var (name, child) in node.Keys)
        {
            keys.Add(name, shapeOf(name) is { } shape ? filled(child, shape) : child);
        }

        return SettingNode.Object(node.Origin, keys);
    }
}
