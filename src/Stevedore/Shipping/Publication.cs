using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Planning.Tags;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Stevedore.Releases;

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
                // Moving tags are looked at before anything is built, since another run may set them meanwhile.
                var moving = published.Moving(image);
                var found = await Task.WhenAll(image.Destinations.Select(place => published.Find(place, image.CommitTag)));
                _ = await moving;
                return (Image: image, Published: found);
            })
        );
        return [.. images.Where(image => image.Published.All(found => found is null)).Select(image => image.Image)];
    }

    /// <summary>Makes sure that every repository is there, and decides what is left to do for each image.</summary>
    public async Task<ImmutableArray<Decided>> Decide(bool rebuild)
    {
        var decided = new Dictionary<string, Task<Decided>>(StringComparer.Ordinal);
        foreach (var image in plan.Shipped)
        {
            ImmutableArray<Task<Decided>> bases = [.. image.Links.Where(decided.ContainsKey).Select(link => decided[link])];
            decided[image.Name.Value] = Decide(image, rebuild, bases);
        }

        return [.. await Task.WhenAll(decided.Values)];
    }

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
    public async Task<ImmutableArray<ShippedImage>> Complete(ImmutableArray<Decided> decided, ImmutableDictionary<string, Digest> built)
    {
        Completion completion = new(registries, Tags, tell, cancellation);
        ImmutableArray<ShipDecision> decisions = [.. decided.Select(one => one.Decision)];
        FoundSince asked = new(registries, kind => kinds.KindOf(kind), tell);
        var since = Task.WhenAll(decided.Select(one => asked.Of(one, cancellation)));
        ImmutableArray<(ShippedImage Image, Manifest Manifest)> there;
        try
        {
            var copied = completion.Copy(decisions, built);
            await Task.WhenAll(copied, since);
            there = await copied;
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

        var shipped = await completion.Tag([.. there.Select((one, at) => (Described(one.Image, decided[at].There), one.Manifest))]);
        return ShippedImage.OnEachOther([.. shipped.Zip(await since, (image, known) => image with { Since = known })]);
    }

    /// <summary>Watches the tags that docker is about to push.</summary>
    public Task<StevedoreException?> Watch(ImmutableArray<ImagePlan> builds, Action stop, CancellationToken hasEnded) =>
        Tags.Watch(builds, stop, hasEnded);

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

    private async Task<Decided> Decide(ImagePlan image, bool rebuild, ImmutableArray<Task<Decided>> before)
    {
        var bases = (await Task.WhenAll(before)).ToDictionary(
            one => one.Decision.Image.Name.Value,
            one => one.Found,
            StringComparer.Ordinal
        );
        var found = await Task.WhenAll(
            image.Destinations.Select(async place => new Presence(place, await published.Find(place, image.CommitTag), null))
        );
        // What is everywhere already needs no repository to be looked at.
        var known = ShipDecisions.IsDone(image, plan.Source, [.. found], rebuild, bases)
            ? found
            : await Task.WhenAll(found.Select(presence => Ensure(image, presence)));
        var decision = ShipDecisions.Decide(image, plan.Source, [.. known], rebuild, bases);
        PlatformLoss.OfMovingTags(decision, plan.Source, known, await published.Moving(image));
        if (decision.Note is { } note)
        {
            tell(note);
        }

        return Decided.Of(decision, [.. known]);
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
