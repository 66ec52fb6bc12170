using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries.Distribution;
using Stevedore.Releases;

namespace Stevedore.Shipping;

/// <summary>Copies images to the registries that lack them, and reads what then is there. Changes no moving tag.</summary>
internal sealed class ImageCopies(
    ShipPlan plan,
    Logins logins,
    TagWatch watch,
    Repositories repositories,
    Action<string> tell,
    CancellationToken cancellation
)
{
    private static readonly Task<ImmutableDictionary<string, DateTimeOffset>> Never = Task.FromResult(
        ImmutableDictionary<string, DateTimeOffset>.Empty
    );

    /// <summary>Every image, as it then is in every registry.</summary>
    /// <param name="built">The digests of the images that were built, by name.</param>
    /// <exception cref="StevedoreException">One cannot be copied, or is not what was asked for; it says which registry holds what.</exception>
    public async Task<ImmutableArray<CopiedImage>> Copy(ImmutableArray<DecidedImage> decided, ImmutableDictionary<string, Digest> built)
    {
        try
        {
            return [.. await Task.WhenAll(decided.Select(one => Copy(one, built)))];
        }
        catch (StevedoreException cause)
        {
            var own = DecidedImage.Digests(decided, built);
            throw await PartialPush.Explain(cause, decided.Select(one => one.Image), own, watch);
        }
    }

    /// <summary>Whether another run of this commit has pushed one of them since: docker sets a tag whoever has it.</summary>
    /// <param name="copied">The images of <paramref name="decided"/>.</param>
    /// <exception cref="StevedoreException">It took platforms of this run out of the tag.</exception>
    public async Task<bool> WereOvertaken(ImmutableArray<DecidedImage> decided, ImmutableArray<CopiedImage> copied)
    {
        var pushed =
            from one in decided.Zip(copied)
            where one.First.Decision is not ShipDecision.Done
            from place in one.First.Image.Destinations
            select IsOvertaken(one.First.Image, place, one.Second.Image.Digest);
        return (await Task.WhenAll(pushed)).Contains(true);
    }

    private async Task<bool> IsOvertaken(ImagePlan image, Destination place, Digest digest)
    {
        try
        {
            if (await logins[place].Client.Find(place.Reference.Repository, image.CommitTag.Value, cancellation) == digest)
            {
                return false;
            }
        }
        catch (RegistryException silent)
        {
            // All is set by now, and was seen to be.
            tell($"Whether another run has pushed {place.Reference.At(image.CommitTag)} meanwhile is not known: {silent.Why}.");
            return false;
        }

        return await Since(image, place, digest) is { } there && IsSame(image, there);
    }

    private async Task<CopiedImage> Copy(DecidedImage decided, ImmutableDictionary<string, Digest> built)
    {
        var since = decided.Kept is { } kept ? repositories.Since(decided.Held, kept.Digest) : Never;
        var copied = await Copy(decided.Decision, decided.Kept?.Manifest, built);
        return copied with { Image = Described(copied.Image, decided.Kept), Since = since };
    }

    private async Task<CopiedImage> Copy(ShipDecision decision, Manifest? kept, ImmutableDictionary<string, Digest> built)
    {
        var image = decision.Image;
        var (home, digest, to, outcome) = decision switch
        {
            ShipDecision.Done done => new CopyPlan(image.Destinations[0], done.Digest, [], ShipOutcome.Found),
            ShipDecision.Copy copy => new CopyPlan(copy.From, copy.Digest, copy.To, ShipOutcome.Copied),
            _ => await Settle(image, built.GetValueOrDefault(image.Name.Value) ?? throw Unnamed(image)),
        };
        ManifestPlace place = new(logins[home].Client, home.Reference.Repository, digest.Value);
        var manifest =
            kept
            ?? await place.Client.Get(place.Repository, place.Reference, cancellation)
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
            watch.RefuseLoss(image, destination, image.CommitTag, image.Platforms, there);
            if (decision is ShipDecision.Copy && there is not null && there.Digest != digest)
            {
                tell(
                    $"{destination.Reference.At(image.CommitTag)} was set to {there.Digest} by another run while this one was under way, and is set again."
                );
            }

            tell($"Copying {home.Reference.At(image.CommitTag)} to {destination.Reference.Name}.");
            await ManifestCopy.Copy(
                place,
                new(logins[destination].Client, destination.Reference.Repository, image.CommitTag.Value),
                cancellation
            );
        }

        return new(described, manifest, Never);
    }

    // What is found says itself what it was made from: that may be older than what the same names mean now.
    private ShippedImage Described(ShippedImage image, PublishedImage? found) =>
        found is null
            ? image with
            {
                Base = image.Image.Base ?? Under(image.Image),
                Bases = image.Image.Origins,
            }
            : image with
            {
                Base = found.Base,
                Bases = found.Bases,
            };

    private BaseImage? Under(ImagePlan image) =>
        plan.Images.FirstOrDefault(other => other.Name.Value == image.Under)?.Reference is { } reference ? new(reference, null) : null;

    private static StevedoreException Unnamed(ImagePlan image) =>
        new(
            $"Cannot tell the digest of '{image.Name}'",
            "docker's metadata file does not name it",
            "Run again with --verbosity=diagnostic and report this."
        );

    // Two runs of one commit at once push two digests, since each attests its own build: both take what the first registry has in the end, everywhere.
    private async Task<CopyPlan> Settle(ImagePlan image, Digest built)
    {
        var others = await Task.WhenAll(image.Destinations.Select(place => Same(image, place, built)));
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

    // Null where this run's image has the tag, or is to be taken for what the tag names.
    private async Task<PublishedImage?> Same(ImagePlan image, Destination place, Digest built)
    {
        var there = await Since(image, place, built);
        if (there is not null && !IsSame(image, there))
        {
            tell(
                $"{place.Reference.At(image.CommitTag)} holds {there.Digest}, which another run has pushed since: not this run's {built}."
            );
            return null;
        }

        return there;
    }

    // Docker sets the tag without a look at what has it.
    private async Task<PublishedImage?> Since(ImagePlan image, Destination place, Digest built)
    {
        var now = await logins[place].Client.LookUp(place.Reference.Repository, image.CommitTag.Value, cancellation);
        if (now?.Digest == built)
        {
            return null;
        }

        // Docker was told that it has the tag. A registry that has nothing there, or what it had, has not done what it said.
        var there =
            (now is null ? null : await watch.Since(place, image.CommitTag, now))
            ?? throw RegistryLies.NotKept($"Cannot ship {place.Reference.At(image.CommitTag)}", logins[place].Client.Host, now?.Digest);

        if (PlatformLoss.Overtaken(image, place, built, there) is { } loss)
        {
            throw loss;
        }

        return there;
    }

    private static bool IsSame(ImagePlan image, PublishedImage there) => there.IsOf(image.Revision) && there.Has(image.Platforms);

    /// <param name="Home">Where it is read.</param>
    /// <param name="To">Where it is missing.</param>
    private sealed record CopyPlan(Destination Home, Digest Digest, ImmutableArray<Destination> To, ShipOutcome Outcome);
}

/// <summary>An image that every registry has, and the manifest that it is everywhere.</summary>
/// <param name="Since">Since when a registry has had it, by its name: told meanwhile, and only shown.</param>
internal sealed record CopiedImage(ShippedImage Image, Manifest Manifest, Task<ImmutableDictionary<string, DateTimeOffset>> Since);
