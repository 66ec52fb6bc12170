using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>An image as it is in every registry of its plan.</summary>
/// <param name="Image">What was planned.</param>
/// <param name="Digest">Of the manifest or index, the same everywhere.</param>
/// <param name="Platforms">The digest of each platform's manifest.</param>
/// <param name="Size">What pulling it costs at most, in bytes, compressed.</param>
/// <param name="Outcome">What was done: <c>built</c>, <c>copied</c> or <c>already shipped</c>.</param>
public sealed record ShippedImage(
    ImagePlan Image,
    Digest Digest,
    ImmutableArray<KeyValuePair<Platform, Digest>> Platforms,
    long Size,
    string Outcome
)
{
    /// <summary>From the start of the push until every registry had it under every tag; zero when it was not pushed in this run.</summary>
    public TimeSpan Elapsed { get; init; }
}
