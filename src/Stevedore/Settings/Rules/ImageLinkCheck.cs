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
            Follow(name, images, done, faults);
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

    // Not by recursion: a chain may be longer than a stack.
    private static void Follow(string first, OrderedDictionary<string, SettingNode> images, HashSet<string> done, SettingFaults faults)
    {
        Way way = new(images, done);
        way.Enter(first);
        while (way.Next() is var (name, context, value, next))
        {
            if (way.PositionOf(next) is { } start)
            {
                var cycle = string.Join(" -> ", way.From(start).Append(next));
                var path = $"images.{name}.contexts.{context}";
                faults.Add(value.Origin, path, $"the images are built on each other: {cycle}", "take one of them out");
            }
            else
            {
                way.Enter(next);
            }
        }
    }

    /// <summary>The images that were followed to get where one is, each built on the next.</summary>
    private sealed class Way(OrderedDictionary<string, SettingNode> images, HashSet<string> done)
    {
        private readonly List<(string Name, IEnumerator<(string Context, SettingNode Value, string Image)> Links)> steps = [];
        private readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);

        /// <summary>The place of an image on the way; null when it is not on it.</summary>
        public int? PositionOf(string name) => positions.TryGetValue(name, out var position) ? position : null;

        public IEnumerable<string> From(int position) => steps.Skip(position).Select(step => step.Name);

        public void Enter(string name)
        {
            if (!done.Contains(name))
            {
                positions[name] = steps.Count;
                steps.Add((name, Links(name).GetEnumerator()));
            }
        }

        /// <summary>The next link of the image at the end, going back where it has no more; null at the end of all.</summary>
        public (string Name, string Context, SettingNode Value, string Image)? Next()
        {
            while (steps is [.., var (name, links)])
            {
                if (links.MoveNext())
                {
                    return (name, links.Current.Context, links.Current.Value, links.Current.Image);
                }

                links.Dispose();
                steps.RemoveAt(steps.Count - 1);
                _ = positions.Remove(name);
                _ = done.Add(name);
            }

            return null;
        }

        private IEnumerable<(string Context, SettingNode Value, string Image)> Links(string name) =>
            from context in images[name]["contexts"]?.Keys ?? []
            let image = ImageOf(context.Value)
            where image is not null && image != name && images.ContainsKey(image)
            select (context.Key, context.Value, image);
    }
}
