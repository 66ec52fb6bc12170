using System.Collections.Concurrent;
using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>What the registries held under the tags of a run when it first looked; each is asked once.</summary>
internal sealed class PublishedTags(Logins logins, CancellationToken cancellation)
{
    private readonly ConcurrentDictionary<string, Task<PublishedImage?>> found = new(StringComparer.Ordinal);

    /// <summary>What is there; null for nothing.</summary>
    public Task<PublishedImage?> Find(Destination place, ImageTag tag) =>
        found.GetOrAdd(
            place.Reference.At(tag),
            _ => ImageInspection.Find(logins[place].Client, place.Reference.Repository, tag.Value, cancellation)
        );

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

    /// <summary>What is there under all tags of these images, by the images' names.</summary>
    public async Task<ImmutableDictionary<string, ExistingTags>> Find(IEnumerable<ImagePlan> images) =>
        (
            await Task.WhenAll(images.Select(async image => KeyValuePair.Create(image.Name.Value, await Find(image))))
        ).ToImmutableDictionary();

    private async Task<ExistingTags> Find(ImagePlan image)
    {
        // Moving tags are looked at before anything is built, since another run may set them meanwhile.
        var moving = Moving(image);
        var commit = await Task.WhenAll(
            image.Destinations.Select(async place => new ExistingTag(place, await Find(place, image.CommitTag), null))
        );
        return new([.. commit], await moving);
    }

    private async Task<ImmutableArray<MovingTag>> Moving(ImagePlan image)
    {
        var tags = from place in image.Destinations from tag in image.MovingTags select (Place: place, Tag: tag);
        var all = await Task.WhenAll(tags.Select(async at => (at.Place, at.Tag, There: await Before(at.Place, at.Tag))));
        return [.. from one in all where one.There is not null select new MovingTag(one.Place, one.Tag, one.There)];
    }
}

/// <summary>What registries hold under the tags of an image before a push.</summary>
/// <param name="Commit">The commit's tag, one for each destination.</param>
/// <param name="Moving">Moving tags that name something.</param>
internal sealed record ExistingTags(ImmutableArray<ExistingTag> Commit, ImmutableArray<MovingTag> Moving)
{
    /// <summary>Whether no registry has the commit's tag.</summary>
    public bool IsNowhere => Commit.All(tag => tag.Image is null);
}

/// <summary>The commit's tag in one repository.</summary>
/// <param name="Image">What it names; null for nothing.</param>
/// <param name="IsImmutable">Whether it can never be overwritten there; null when unknown.</param>
internal sealed record ExistingTag(Destination Place, PublishedImage? Image, bool? IsImmutable);

/// <summary>A moving tag in one repository, and what it names.</summary>
internal sealed record MovingTag(Destination Place, ImageTag Tag, PublishedImage Image);
