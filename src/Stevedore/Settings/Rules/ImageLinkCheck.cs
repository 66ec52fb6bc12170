using Stevedore.Settings.Layers;

namespace Stevedore.Settings.Rules;

/// <summary>Images built on images: each must exist, and none on itself.</summary>
internal static class ImageLinkCheck
{
    public static void All(OrderedDictionary<string, SettingNode> images, SettingFaults faults)
    {
        foreach (var (name, image) in images)
        {
            foreach (var (context, value) in image["contexts"]?.Keys ?? [])
            {
                Exists(name, $"images.{name}.contexts.{context}", value, images, faults);
            }
        }

        HashSet<string> done = [];
        foreach (var name in images.Keys)
        {
            Follow(name, [], images, done, faults);
        }
    }

    private static void Exists(
        string name,
        string path,
        SettingNode value,
        OrderedDictionary<string, SettingNode> images,
        SettingFaults faults
    )
    {
        if (ImageOf(value) is not { Length: > 0 } meant)
        {
            return;
        }

        if (meant == name)
        {
            faults.Add(value.Origin, path, "the image is built on itself", Nearest.Choices([.. Others(name, images)]));
        }
        else if (!images.ContainsKey(meant))
        {
            var others = images.Keys.Where(other => other != name).ToArray();
            faults.Add(value.Origin, path, $"there is no image '{meant}'", Nearest.Hint(meant, others));
        }
    }

    private static IEnumerable<string> Others(string name, OrderedDictionary<string, SettingNode> images) =>
        images.Keys.Where(other => other != name).Select(other => NamedContextRule.ImageScheme + other).DefaultIfEmpty("another image");

    private static string? ImageOf(SettingNode value) =>
        value.Value?.StartsWith(NamedContextRule.ImageScheme, StringComparison.Ordinal) == true
            ? value.Value[NamedContextRule.ImageScheme.Length..]
            : null;

    private static void Follow(
        string name,
        ImmutableArray<string> way,
        OrderedDictionary<string, SettingNode> images,
        HashSet<string> done,
        SettingFaults faults
    )
    {
        foreach (var (context, value) in done.Contains(name) ? [] : images[name]["contexts"]?.Keys ?? [])
        {
            var next = ImageOf(value);
            if (next is null || next == name || !images.ContainsKey(next))
            {
                continue;
            }

            var here = way.Add(name);
            if (here.IndexOf(next) is >= 0 and var start)
            {
                var cycle = string.Join(" -> ", here[start..].Add(next));
                var path = $"images.{name}.contexts.{context}";
                faults.Add(value.Origin, path, $"the images are built on each other: {cycle}", "take one of them out");
            }
            else
            {
                Follow(next, here, images, done, faults);
            }
        }

        _ = done.Add(name);
    }
}
