using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Planning.Tags;
using Stevedore.Registries;

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

    private readonly Completion completion = new(registries, tell, cancellation);

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

    /// <summary>Copies what only some registries have, sets the moving tags, and describes what is there now.</summary>
    /// <param name="built">The digests of the images that were built, by name.</param>
    public Task<ImmutableArray<ShippedImage>> Complete(ImmutableArray<ShipDecision> decisions, ImmutableDictionary<string, Digest> built) =>
        completion.Complete(decisions, built);

    /// <summary>A failure part-way, with what landed where.</summary>
    /// <param name="isBuild">Whether the build failed, so that nothing followed it.</param>
    public async Task<StevedoreException> Explained(StevedoreException cause, ImmutableArray<ImagePlan> images, bool isBuild = false)
    {
        var places = from image in images from destination in image.Destinations select Landing(image, destination);
        return PartialPush.Explain(cause, [.. await Task.WhenAll(places)], isBuild);
    }

    private async Task<Landing> Landing(ImagePlan image, Destination destination)
    {
        var reference = destination.Reference.At(image.CommitTag);
        try
        {
            var found = await ImageInspection.Find(
                Login(destination).Client,
                destination.Reference.Repository,
                image.CommitTag.Value,
                cancellation
            );
            return new(reference, found?.Revision == plan.Source.Commit ? found?.Digest : null, null);
        }
        catch (StevedoreException silent)
        {
            return new(reference, null, silent.Why);
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
