using System.Diagnostics;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries.Distribution;
using Stevedore.Releases;

namespace Stevedore.Shipping;

/// <summary>What is written to the registries besides the build's own push: copies, and then the moving tags.</summary>
internal sealed class Completion(
    ImmutableArray<RegistryLogin> registries,
    TagWatch watch,
    Action<string> tell,
    CancellationToken cancellation
)
{
    private readonly long started = Stopwatch.GetTimestamp();

    /// <summary>Copies every image to where it is missing, and reads what then is there. Changes no moving tag.</summary>
    /// <param name="built">The digests of the images that were built, by name.</param>
    public async Task<ImmutableArray<(ShippedImage Image, Manifest Manifest)>> Copy(
        ImmutableArray<ShipDecision> decisions,
        ImmutableDictionary<string, Digest> built
    ) => [.. await Task.WhenAll(decisions.Select(decision => Copy(decision, built)))];

    /// <summary>Sets the moving tags of images that every registry has.</summary>
    public async Task<ImmutableArray<ShippedImage>> Tag(ImmutableArray<(ShippedImage Image, Manifest Manifest)> images)
    {
        await new MovingTags(registries, watch, tell, cancellation).Set([.. images.Select(one => (one.Image.Image, one.Manifest))]);
        return [.. images.Select(one => one.Image with { Elapsed = Stopwatch.GetElapsedTime(started) })];
    }

    /// <summary>The digest that an image has or is to have everywhere; null when it is built and its digest is not known.</summary>
    public static Digest? DigestOf(ShipDecision decision, ImmutableDictionary<string, Digest> built) =>
        decision switch
        {
            ShipDecision.Done done => done.Digest,
            ShipDecision.Copy copy => copy.Digest,
            _ => built.GetValueOrDefault(decision.Image.Name.Value),
        };

    private async Task<(ShippedImage Image, Manifest Manifest)> Copy(ShipDecision decision, ImmutableDictionary<string, Digest> built)
    {
        var image = decision.Image;
        var (home, digest, to, outcome) = decision switch
        {
            ShipDecision.Done done => new CopyPlan(image.Destinations[0], done.Digest, [], ShipOutcome.Found),
            ShipDecision.Copy copy => new CopyPlan(copy.From, copy.Digest, copy.To, ShipOutcome.Copied),
            _ => await Settle(image, DigestOf(decision, built) ?? throw Unnamed(image)),
        };
        ManifestPlace place = new(Login(home).Client, home.Reference.Repository, digest.Value);
        var manifest =
            await place.Client.Get(place.Repository, place.Reference, cancellation)
            ?? throw new StevedoreException(
                $"Cannot tag {home.Reference.At(digest)}",
                "the registry does not have it",
                "Run again with --rebuild."
            );
        // Looked at first: what is not what was asked for is copied nowhere.
        var described = await ImageInspection.Describe(place, image, manifest, outcome, cancellation);
        foreach (var destination in to)
        {
            var there = await watch.Since(destination, image.CommitTag);
            watch.Expect(image, destination, image.CommitTag, image.Platforms, there);
            tell($"Copying {home.Reference.At(image.CommitTag)} to {destination.Reference.Name}.");
            await ManifestCopy.Copy(
                place,
                new(Login(destination).Client, destination.Reference.Repository, image.CommitTag.Value),
                cancellation
            );
        }

        return (described, manifest);
    }

    private static StevedoreException Unnamed(ImagePlan image) =>
        new(
            $"Cannot tell the digest of '{image.Name}'",
            "docker's metadata file does not name it",
            "Run again with --verbosity=diagnostic and report this."
        );

    // Two runs of one commit at once push two digests, since each attests its own build: both take what the first registry has in the end, everywhere.
    private async Task<CopyPlan> Settle(ImagePlan image, Digest built)
    {
        var others = await Task.WhenAll(image.Destinations.Select(place => Since(image, place, built)));
        var home = image.Destinations[0];
        var digest = others[0]?.Digest ?? built;
        if (digest != built)
        {
            tell(
                $"{home.Reference.At(image.CommitTag)} holds {digest}, which another run of this commit has pushed since; it is taken instead of this run's {built}."
            );
        }

        return new(
            home,
            digest,
            [.. image.Destinations.Where((_, at) => (others[at]?.Digest ?? built) != digest)],
            digest == built ? ShipOutcome.Built : ShipOutcome.Found
        );
    }

    // Docker sets the tag without a look at what has it. Null where this run's image has it, or is to be taken for what the tag names.
    private async Task<PublishedImage?> Since(ImagePlan image, Destination place, Digest built)
    {
        var now = await Login(place).Client.Get(place.Reference.Repository, image.CommitTag.Value, cancellation);
        if (now is null || now.Digest == built || await watch.Since(place, image.CommitTag, now) is not { } there)
        {
            return null;
        }

        if (PlatformLoss.Overtaken(image, place, built, there) is { } loss)
        {
            throw loss;
        }

        var isSame = image.Revision is not null && there.Revision == image.Revision && there.Has(image.Platforms);
        if (!isSame)
        {
            tell(
                $"{place.Reference.At(image.CommitTag)} holds {there.Digest}, which another run has pushed since: not this run's {built}."
            );
        }

        return isSame ? there : null;
    }

    private RegistryLogin Login(Destination destination) => RegistryLogin.For(destination, registries);

    /// <param name="Home">Where it is read.</param>
    /// <param name="To">Where it is missing.</param>
    private sealed record CopyPlan(Destination Home, Digest Digest, ImmutableArray<Destination> To, ShipOutcome Outcome);
}
