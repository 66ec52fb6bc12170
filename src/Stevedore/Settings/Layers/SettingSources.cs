using System.Text.Json;

namespace Stevedore.Settings.Layers;

/// <summary>The sources of a tree, by path.</summary>
internal static class SettingSources
{
    public static IReadOnlyDictionary<string, SettingSource> Of(SettingNode tree)
    {
        Dictionary<string, SettingSource> sources = [];
        foreach (var (key, node) in tree.Keys)
        {
            Add(sources, key, node);
        }

        return sources;
    }

    // An object has no source of its own: several layers may have had their say in it.
    private static void Add(Dictionary<string, SettingSource> sources, string path, SettingNode node)
    {
        if (node.Kind != JsonValueKind.Object || node.Keys.Count == 0)
        {
            sources[path] = node.Origin.Source;
        }

        foreach (var (key, child) in node.Keys)
        {
            Add(sources, $"{path}.{key}", child);
        }

        for (var i = 0; i < node.Items.Length; i++)
        {
            var item = node.Items[i];
            if (item.Origin.Source.Text is var text && !item.Origin.Source.Equals(node.Origin.Source) && !IsSameFile(text, node.Origin))
            {
                sources[Invariant($"{path}.{i}")] = item.Origin.Source;
            }
        }
    }

    // The lines of a list's items are of no use beside that of the list.
    private static bool IsSameFile(string text, Origin list) =>
        list.Line is not null && text.Split(':')[0] == list.Source.Text.Split(':')[0];
}
