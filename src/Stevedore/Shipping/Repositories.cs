using System.Collections.Concurrent;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Planning.Tags;
using Stevedore.Registries;

namespace Stevedore.Shipping;

/// <summary>The repositories of a plan: makes sure that they are there, and asks what only their registry knows of them.</summary>
internal sealed class Repositories(ShipPlan plan, KnownRegistries registries, Action<string> tell, CancellationToken cancellation)
{
    private readonly ConcurrentDictionary<Destination, Lazy<Task<RepositoryState>>> ensured = new();

    /// <summary>Makes sure that the repositories of these images are there.</summary>
    /// <param name="existing">What registries hold, by the image's name.</param>
    /// <returns>The same, with what may be overwritten.</returns>
    /// <exception cref="StevedoreException">One is not there and may not be created.</exception>
    public async Task<ImmutableDictionary<string, ExistingTags>> Ensure(
        ImmutableArray<ImagePlan> images,
        ImmutableDictionary<string, ExistingTags> existing
    )
    {
        var held = await Task.WhenAll(
            images.Select(async image =>
            {
                var tags = existing[image.Name.Value];
                var commit = await Task.WhenAll(tags.Commit.Select(tag => Ensure(image, tag)));
                return KeyValuePair.Create(image.Name.Value, tags with { Commit = [.. commit] });
            })
        );
        return existing.SetItems(held);
    }

    /// <summary>Makes sure that the caches of images that are about to be built have a repository; without one the build goes on uncached.</summary>
    public async Task EnsureCaches(IEnumerable<ImagePlan> images) =>
        await Task.WhenAll(images.Select(image => image.CacheRepository).OfType<Destination>().Distinct().Select(EnsureCache));

    /// <summary>Since when registries have had a digest, by their names in the settings, without those that do not tell.</summary>
    public async Task<ImmutableDictionary<string, DateTimeOffset>> Since(ImmutableArray<Destination> held, Digest digest)
    {
        var asked = await Task.WhenAll(held.Select(async place => (place.Registry, Since: await Since(place, digest))));
        return asked.Where(one => one.Since is not null).ToImmutableDictionary(one => one.Registry, one => one.Since!.Value);
    }

    private async Task<ExistingTag> Ensure(ImagePlan image, ExistingTag tag)
    {
        var repository = await ensured.GetOrAdd(tag.Place, place => new(() => Ensure(place))).Value;
        var isDirty = image.CommitTag.Value.EndsWith(TagPolicy.DirtySuffix, StringComparison.Ordinal);
        return tag with { IsImmutable = isDirty ? false : repository.HasImmutableTags };
    }

    private async Task<RepositoryState> Ensure(Destination place)
    {
        var registry = RegistryOf(place);
        var state = await registries.KindOf(registry).Ensure(registry, RepositoryRequest.Of(plan, place.Reference), cancellation);
        if (state.Note is { } note)
        {
            tell(note);
        }

        return state;
    }

    private async Task EnsureCache(Destination cache)
    {
        var registry = RegistryOf(cache);
        try
        {
            var state = await registries.KindOf(registry).Ensure(registry, new(cache.Reference, [], IsCache: true), cancellation);
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

    private async Task<DateTimeOffset?> Since(Destination place, Digest digest)
    {
        var registry = RegistryOf(place);
        try
        {
            return await registries.KindOf(registry).PushedAt(registry, place.Reference, digest, cancellation);
        }
        catch (StevedoreException cause)
        {
            // It is only shown, so that nothing fails for want of it.
            tell($"Since when {place.Reference.At(digest)} is there is not known: {cause.Why}.");
            return null;
        }
    }

    private RegistryPlan RegistryOf(Destination place) => plan.Registries.First(registry => registry.Name == place.Registry);
}
