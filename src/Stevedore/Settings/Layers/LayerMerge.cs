using System.Text.Json;
using Stevedore.Settings.Shapes;

namespace Stevedore.Settings.Layers;

/// <summary>The precedence of layers: objects merge key by key, lists and scalars replace.</summary>
internal static class LayerMerge
{
    /// <summary>All layers in one tree; the first has the highest precedence.</summary>
    public static SettingNode Of(params ReadOnlySpan<SettingNode?> layers)
    {
        SettingNode? merged = null;
        for (var i = layers.Length - 1; i >= 0; i--)
        {
            merged = Merge(layers[i], merged);
        }

        return merged ?? SettingNode.Object(Origin.Default);
    }

    public static SettingNode? Merge(SettingNode? high, SettingNode? low)
    {
        if (high is null || low is null)
        {
            return high ?? low;
        }

        if (high.Kind != JsonValueKind.Object || low.Kind != JsonValueKind.Object || AreVariants(high, low))
        {
            return high;
        }

        // The keys of the lower layer come first: the order of images and registries is that of the file, whatever is merged over it.
        OrderedDictionary<string, SettingNode> keys = new(low.Keys);
        foreach (var (key, value) in high.Keys)
        {
            keys[key] = Merge(value, low[key])!;
        }

        return SettingNode.Object(high.Origin, keys);
    }

    private static bool AreVariants(SettingNode high, SettingNode low) =>
        Variant(high) is { } one && Variant(low) is { } other && one != other;

    // What tells one variant of an object from another: the keys of one mean nothing in the other, so variants replace each other.
    private static string? Variant(SettingNode node) =>
        node["type"]?.Value ?? CredentialForm.All.Select(form => form.Key).FirstOrDefault(node.Keys.ContainsKey);
}
