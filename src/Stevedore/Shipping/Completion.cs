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
        var digest =
            DigestOf(decision, built)
            ?? throw new StevedoreException(
                $"Cannot tell the digest of '{image.Name}'",
                "docker's metadata file does not name it",
                "Run again with --verbosity=diagnostic and report this."
            );
        var outcome = Outcome(decision);
        if (decision is ShipDecision.Build && await Settle(image, digest) is { } other)
        {
            (digest, outcome) = (other, ShipOutcome.Found);
        }

        var home = decision is ShipDecision.Copy { From: var from } ? from : image.Destinations[0];
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
        if (decision is ShipDecision.Copy copy)
        {
            await Copy(copy);
        }

        return (described, manifest);
    }

    // Two runs of one commit at once push two digests, since each attests its own build: both take what the first registry has in the end, everywhere.
    private async Task<Digest?> Settle(ImagePlan image, Digest built)
    {
        var others = await Task.WhenAll(image.Destinations.Select(place => Since(image, place, built)));
        var digest = others[0]?.Digest ?? built;
        var home = image.Destinations[0];
        foreach (var (place, _) in image.Destinations.Zip(others).Where(one => (one.Second?.Digest ?? built) != digest))
        {
            await ManifestCopy.Copy(
                new(Login(home).Client, home.Reference.Repository, digest.Value),
                new(Login(place).Client, place.Reference.Repository, image.CommitTag.Value),
                cancellation
            );
        }

        if (digest == built)
        {
            return null;
        }

        tell(
            $"{home.Reference.At(image.CommitTag)} holds {digest}, which another run of this commit has pushed since; it is taken instead of this run's {built}."
        );
        return digest;
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

    private async Task Copy(ShipDecision.Copy copy)
    {
        var source = Login(copy.From).Client;
        foreach (var destination in copy.To)
        {
            var there = await watch.Since(destination, copy.Image.CommitTag);
            watch.Expect(copy.Image, destination, copy.Image.CommitTag, copy.Image.Platforms, there);
            tell($"Copying {copy.From.Reference.At(copy.Image.CommitTag)} to {destination.Reference.Name}.");
            await ManifestCopy.Copy(
                new(source, copy.From.Reference.Repository, copy.Digest.Value),
                new(Login(destination).Client, destination.Reference.Repository, copy.Image.CommitTag.Value),
                cancellation
            );
        }
    }

    private static ShipOutcome Outcome(ShipDecision decision) =>
        decision switch
        {
            ShipDecision.Done => ShipOutcome.Found,
            ShipDecision.Copy => ShipOutcome.Copied,
            _ => ShipOutcome.Built,
        };

    private RegistryLogin Login(Destination destination) => RegistryLogin.For(destination, registries);
}
