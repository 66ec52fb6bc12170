using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Planning.Tags;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;

namespace Stevedore.Shipping;

/// <summary>What the registries hold, what is left to do, and where it goes.</summary>
internal sealed class Publication(
    ShipPlan plan,
    ImmutableArray<RegistryLogin> registries,
    RegistryLogins kinds,
    Action<string> tell,
    CancellationToken cancellation
)
{
    private readonly PublishedTags published = new(registries, cancellation);

    private TagWatch Tags => new(published, registries, plan.Source, cancellation);

    /// <summary>The images that are nowhere yet, so that they have to be built. Changes nothing.</summary>
    public async Task<ImmutableArray<ImagePlan>> Missing()
    {
        var images = await Task.WhenAll(
            plan.Shipped.Select(async image =>
            {
                // Not waited for: asked at the same time, and read when it is decided.
                _ = published.Moving(image);
                return (
                    Image: image,
                    Published: await Task.WhenAll(image.Destinations.Select(place => published.Find(place, image.CommitTag)))
                );
            })
        );
        return [.. images.Where(image => image.Published.All(found => found is null)).Select(image => image.Image)];
    }

    /// <summary>Makes sure that every repository is there, and decides what is left to do for each image.</summary>
    public async Task<ImmutableArray<ShipDecision>> Decide(bool rebuild) =>
        [.. await Task.WhenAll(plan.Shipped.Select(image => Decide(image, rebuild)))];

    /// <summary>Makes sure that the caches of images that are about to be built have a repository; without one the build goes on uncached.</summary>
    public async Task EnsureCaches(IEnumerable<ImagePlan> images) =>
        await Task.WhenAll(images.Select(image => image.CacheRepository).OfType<Destination>().Distinct().Select(EnsureCache));

    private async Task EnsureCache(Destination cache)
    {
        var registry = Login(cache).Registry;
        try
        {
            var state = await kinds.KindOf(registry).Ensure(registry, new(cache.Reference, [], IsCache: true), cancellation);
            if (state.Note is { } note)
            {
                tell(note);
            }
        }
        catch (StevedoreException cause)
        {
            tell($"Layers are not kept: {cause.What}: {cause.Why}.");
        }
    }

    /// <summary>Copies every image to where it is missing, then sets the moving tags, and describes what is there now.</summary>
    /// <param name="built">The digests of the images that were built, by name.</param>
    /// <exception cref="StevedoreException">It says what landed where, and which moving tags are set.</exception>
    public async Task<ImmutableArray<ShippedImage>> Complete(
        ImmutableArray<ShipDecision> decisions,
        ImmutableDictionary<string, Digest> built
    )
    {
        Completion completion = new(registries, Tags, tell, cancellation);
        ImmutableArray<(ShippedImage, Manifest)> there;
        try
        {
            there = await completion.Copy(decisions, built);
        }
        catch (StevedoreException cause)
        {
            var own =
                from decision in decisions
                from destination in decision.Image.Destinations
                let digest = Completion.DigestOf(decision, built)
                where digest is not null
                select KeyValuePair.Create(destination.Reference.At(decision.Image.CommitTag), digest);
            throw await Explained(cause, [.. decisions.Select(decision => decision.Image)], own.ToImmutableDictionary());
        }

        return await completion.Tag(there);
    }

    /// <summary>Watches the tags that docker is about to push.</summary>
    public Task<StevedoreException?> Watch(ImmutableArray<ImagePlan> builds, Action stop, CancellationToken hasEnded) =>
        Tags.Watch(builds, stop, hasEnded);

    /// <summary>A failure before any moving tag was set, with what landed where.</summary>
    /// <param name="own">The digests that this run pushed or was to copy, by the commit's tag in each repository.</param>
    public async Task<StevedoreException> Explained(
        StevedoreException cause,
        ImmutableArray<ImagePlan> images,
        ImmutableDictionary<string, Digest> own
    )
    {
        var states =
            from image in images
            from destination in image.Destinations
            select State(image, destination, own.GetValueOrDefault(destination.Reference.At(image.CommitTag)));
        return PartialPush.Explain(cause, [.. await Task.WhenAll(states)]);
    }

    private async Task<CommitTagState> State(ImagePlan image, Destination destination, Digest? own)
    {
        var reference = destination.Reference.At(image.CommitTag);
        try
        {
            var before = (await published.Find(destination, image.CommitTag))?.Digest;
            var found = await Login(destination).Client.Get(destination.Reference.Repository, image.CommitTag.Value, cancellation);
            return new(reference, found?.Digest, own, before, null);
        }
        catch (StevedoreException silent)
        {
            return new(reference, null, own, null, silent.Why);
        }
    }

    private async Task<ShipDecision> Decide(ImagePlan image, bool rebuild)
    {
        var found = await Task.WhenAll(
            image.Destinations.Select(async place => new Presence(place, await published.Find(place, image.CommitTag), null))
        );
        // What is everywhere already needs no repository to be looked at.
        var known = ShipDecisions.IsDone(image, plan.Source, [.. found], rebuild)
            ? found
            : await Task.WhenAll(found.Select(presence => Ensure(image, presence)));
        var decision = ShipDecisions.Decide(image, plan.Source, [.. known], rebuild);
        PlatformLoss.OfMovingTags(decision, plan.Source, known, await published.Moving(image));
        if (decision is ShipDecision.Build { Note: { } note })
        {
            tell(note);
        }

        return decision;
    }

    private async Task<Presence> Ensure(ImagePlan image, Presence presence)
    {
        var registry = Login(presence.Destination).Registry;
        // Images may share a repository, and whichever comes first creates it for all of them.
        var moving = plan
            .Images.Where(other => other.Destinations.Any(destination => destination.Reference == presence.Destination.Reference))
            .SelectMany(other => other.MovingPatterns)
            .Distinct();
        var repository = await kinds.KindOf(registry).Ensure(registry, new(presence.Destination.Reference, [.. moving]), cancellation);
        if (repository.Note is { } note)
        {
            tell(note);
        }

        var isDirty = image.CommitTag.Value.EndsWith(TagPolicy.DirtySuffix, StringComparison.Ordinal);
        return presence with { HasImmutableTags = isDirty ? false : repository.HasImmutableTags };
    }

    private RegistryLogin Login(Destination destination) => RegistryLogin.For(destination, registries);
}
