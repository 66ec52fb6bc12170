using Stevedore.Images;

namespace Stevedore.Planning;

/// <summary>Says of each image what it is made from, through the images of the run that it stands on, and writes it into its labels.</summary>
internal static class ImageOrigins
{
    /// <param name="images">Bases before what is built on them.</param>
    /// <param name="found">Those that are not built, by name: what is built on them takes them from a registry.</param>
    public static ImmutableArray<ImagePlan> Settle(ImmutableArray<ImagePlan> images, IReadOnlyDictionary<string, FoundImage> found)
    {
        var settled = new Dictionary<string, ImagePlan>(StringComparer.Ordinal);
        foreach (var image in images)
        {
            settled[image.Name.Value] = Settle(image, settled, found);
        }

        return [.. settled.Values];
    }

    private static ImagePlan Settle(ImagePlan image, Dictionary<string, ImagePlan> settled, IReadOnlyDictionary<string, FoundImage> found)
    {
        ImmutableArray<BaseImage> origins =
        [
            .. image.Foreign.Concat(image.Links.SelectMany(link => Inherited(link, settled, found))).DistinctBy(origin => origin.Reference),
        ];
        var under = image.Under is null ? null : settled[image.Under];
        var name = image.Base?.Name ?? under?.Reference;
        var digest = image.Base?.Digest ?? (under is null ? null : found.GetValueOrDefault(under.Name.Value)?.Digest);
        return image with
        {
            Origins = origins,
            Contexts = [.. image.Contexts.Select(context => Taken(context, found))],
            Labels = ImageLabels.WithBases(image.Labels, name, digest, origins),
        };
    }

    private static IEnumerable<BaseImage> Inherited(
        string link,
        Dictionary<string, ImagePlan> settled,
        IReadOnlyDictionary<string, FoundImage> found
    ) =>
        found.TryGetValue(link, out var there)
            ? there.Bases.Prepend(new(settled[link].Reference ?? there.Place.Name, there.Digest))
            : settled[link].Origins;

    private static KeyValuePair<string, string> Taken(
        KeyValuePair<string, string> context,
        IReadOnlyDictionary<string, FoundImage> found
    ) =>
        ImageBases.Linked(context.Value) is { } link && found.TryGetValue(link, out var there)
            ? new(context.Key, ImageBases.Direct + there.Place.At(there.Digest))
            : context;
}
