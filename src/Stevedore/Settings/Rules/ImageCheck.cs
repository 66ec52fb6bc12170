using Stevedore.Settings.Layers;

namespace Stevedore.Settings.Rules;

/// <summary>What an image says about registries and files.</summary>
internal static class ImageCheck
{
    public static void Of(string name, SettingNode image, OrderedDictionary<string, SettingNode> registries, SettingFaults faults)
    {
        foreach (var registry in image["registries"]?.Items ?? [])
        {
            Registry(registry, $"images.{name}.registries", registries, faults);
        }

        if (image["context"]?.Value is { } context && image["dockerfile"] is { Value: { } dockerfile } node)
        {
            // Each alone has its own fault; relative to the context, a Dockerfile may lie above it.
            var joined = $"{context}/{dockerfile}";
            if (PathRule.Inside(context) is null && PathRule.Relative(dockerfile) is null && PathRule.Leaves(joined))
            {
                faults.Add(node.Origin, $"images.{name}.dockerfile", PathRule.Outside(joined));
            }
        }
    }

    public static void Registry(SettingNode? said, string path, OrderedDictionary<string, SettingNode> registries, SettingFaults faults)
    {
        if (said?.Value is { } name && !registries.ContainsKey(name))
        {
            faults.Add(said.Origin, path, $"there is no registry '{name}'", Nearest.Hint(name, [.. registries.Keys]));
        }
    }
}
