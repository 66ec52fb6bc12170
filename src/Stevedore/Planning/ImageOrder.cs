using Stevedore.Settings;

namespace Stevedore.Planning;

/// <summary>Orders images so that each comes after those it stands on.</summary>
internal static class ImageOrder
{
    private const string Link = "image:";

    /// <summary>The selected images and their bases. Cycles and unknown names are ruled out when the settings are resolved.</summary>
    public static ImmutableArray<string> BasesFirst(OrderedDictionary<string, ImageSettings> images, IReadOnlySet<string> selection)
    {
        var ordered = ImmutableArray.CreateBuilder<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        // Not by recursion: a chain may be longer than a stack.
        var open = new Stack<(string Name, bool AreBasesDone)>();
        foreach (var name in images.Keys.Where(selection.Contains))
        {
            open.Push((name, AreBasesDone: false));
            while (open.TryPop(out var next))
            {
                if (next.AreBasesDone)
                {
                    ordered.Add(next.Name);
                }
                else if (known.Add(next.Name))
                {
                    open.Push((next.Name, AreBasesDone: true));
                    foreach (var used in Links(images[next.Name]).Reverse())
                    {
                        open.Push((used, AreBasesDone: false));
                    }
                }
            }
        }

        return ordered.ToImmutable();
    }

    /// <summary>The images of this run that an image's contexts name.</summary>
    public static IEnumerable<string> Links(ImageSettings image) =>
        (image.Contexts ?? []).Values.Where(IsLink).Select(value => value[Link.Length..]);

    /// <summary>Whether a context is an image of this run.</summary>
    public static bool IsLink(string context) => context.StartsWith(Link, StringComparison.Ordinal);
}
