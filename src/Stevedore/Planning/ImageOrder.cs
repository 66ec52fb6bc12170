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
        foreach (var name in images.Keys.Where(selection.Contains))
        {
            Visit(name);
        }

        return ordered.ToImmutable();

        void Visit(string name)
        {
            if (ordered.Contains(name))
            {
                return;
            }

            foreach (var used in Links(images[name]))
            {
                Visit(used);
            }

            ordered.Add(name);
        }
    }

    /// <summary>The images of this run that an image's contexts name.</summary>
    public static IEnumerable<string> Links(ImageSettings image) =>
        (image.Contexts ?? []).Values.Where(IsLink).Select(value => value[Link.Length..]);

    /// <summary>Whether a context is an image of this run.</summary>
    public static bool IsLink(string context) => context.StartsWith(Link, StringComparison.Ordinal);
}
