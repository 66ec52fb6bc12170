using System.Collections.Concurrent;
using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>What the registries hold under the tags of a run, each asked once.</summary>
internal sealed class PublishedTags(ImmutableArray<RegistryLogin> registries, CancellationToken cancellation)
{
    private readonly ConcurrentDictionary<string, Task<PublishedImage?>> found = new(StringComparer.Ordinal);

    /// <summary>What is there; null for nothing.</summary>
    public Task<PublishedImage?> Find(Destination place, ImageTag tag) =>
        found.GetOrAdd(
            place.Reference.At(tag),
            _ => ImageInspection.Find(RegistryLogin.For(place, registries).Client, place.Reference.Repository, tag.Value, cancellation)
        );

    /// <summary>What is there under an image's moving tags.</summary>
    public async Task<ImmutableArray<(Destination Place, ImageTag Tag, PublishedImage There)>> Moving(ImagePlan image)
    {
        var tags = from place in image.Destinations from tag in image.MovingTags select (Place: place, Tag: tag);
        var all = await Task.WhenAll(tags.Select(async at => (at.Place, at.Tag, There: await Before(at.Place, at.Tag))));
        return [.. from one in all where one.There is not null select (one.Place, one.Tag, one.There)];
    }

    /// <summary>What was there when it was first asked; null for nothing, and for what is no image.</summary>
    public async Task<PublishedImage?> Before(Destination place, ImageTag tag)
    {
        try
        {
            return await Find(place, tag);
        }
        catch (StevedoreException)
        {
            // What a moving tag named until now may be half deleted, or no image: it is replaced all the same, and a registry that fails says so then.
            return null;
        }
    }
}
