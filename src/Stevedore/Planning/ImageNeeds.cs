using Stevedore.Images;

namespace Stevedore.Planning;

/// <summary>What an image is made from besides its own files.</summary>
/// <param name="Base">The image from elsewhere that its last stage stands on; null for none, for another image of this run, and where platforms differ.</param>
/// <param name="Under">The image of this run that its last stage stands on; null for none.</param>
/// <param name="Foreign">Every image from elsewhere that any stage takes, <paramref name="Base"/> among them.</param>
/// <param name="Links">The images of this run that any stage takes.</param>
internal sealed record ImageNeeds(BaseImage? Base, string? Under, ImmutableArray<BaseImage> Foreign, ImmutableArray<ImageLink> Links)
{
    /// <summary>Named contexts by which the build takes images from elsewhere as they were looked up, although their names may move meanwhile.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Pins { get; init; } = [];

    /// <summary>The image that reads its Dockerfile; null for none.</summary>
    public string? Frontend { get; init; }

    /// <summary>The needs of a build for several platforms.</summary>
    public static ImageNeeds Of(IEnumerable<ImageNeeds> platforms)
    {
        var all = platforms.ToArray();
        return new(
            Common(all.Select(needs => needs.Base)),
            Common(all.Select(needs => needs.Under)),
            [.. all.SelectMany(needs => needs.Foreign).Distinct()],
            [.. all.SelectMany(needs => needs.Links).Distinct()]
        )
        {
            Pins = [.. all.SelectMany(needs => needs.Pins).Distinct()],
            Frontend = all.FirstOrDefault()?.Frontend,
        };
    }

    private static T? Common<T>(IEnumerable<T?> values)
        where T : class => values.Distinct().ToArray() is [var single] ? single : null;
}

/// <summary>An image of this run that another one takes.</summary>
/// <param name="Platform">The platform that is taken of it; null when only the builder knows.</param>
internal sealed record ImageLink(string Image, Platform? Platform);
