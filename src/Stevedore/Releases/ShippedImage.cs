using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Releases;

/// <summary>An image as it is in every registry of its plan.</summary>
/// <param name="Image">What was planned.</param>
/// <param name="Digest">Of the manifest or index, the same everywhere.</param>
/// <param name="Platforms">The digest of each platform's manifest.</param>
/// <param name="Size">What pulling it costs at most, in bytes, compressed.</param>
/// <param name="Outcome">What was done.</param>
public sealed record ShippedImage(
    ImagePlan Image,
    Digest Digest,
    ImmutableArray<KeyValuePair<Platform, Digest>> Platforms,
    long Size,
    ShipOutcome Outcome
)
{
    /// <summary>The image that it stands on; null for none, or where it does not say.</summary>
    public BaseImage? Base { get; init; }

    /// <summary>The images from elsewhere that it was made from.</summary>
    public ImmutableArray<BaseImage> Bases { get; init; } = [];

    /// <summary>Since when registries have had what was found there, by their names in the settings. Without those that do not tell.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Since { get; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>From the start of the push until every registry had it under every tag; zero when it was not pushed in this run.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The same images; those that stand on another of them name its digest, which no label can hold of an image of the same build.</summary>
    internal static ImmutableArray<ShippedImage> OnEachOther(ImmutableArray<ShippedImage> images) =>
        [
            .. images.Select(image =>
                image.Base is { Digest: null } standsOn
                && images.FirstOrDefault(other => other.Image.Reference == standsOn.Name) is { } under
                    ? image with
                    {
                        Base = standsOn with { Digest = under.Digest },
                    }
                    : image
            ),
        ];
}

/// <summary>What became of an image.</summary>
public enum ShipOutcome
{
    /// <summary>This run built it.</summary>
    Built,

    /// <summary>It was found in some registries, and copied to the others.</summary>
    Copied,

    /// <summary>It was found in every registry.</summary>
    Found,
}
