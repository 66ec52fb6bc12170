using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries.Distribution;

namespace Stevedore.Shipping;

/// <summary>Sets the tags that move, once every registry has every image.</summary>
internal sealed class TagWriter(Logins logins, TagWatch watch, Action<string> tell, CancellationToken cancellation)
{
    /// <summary>Gives each moving tag of each image its manifest, byte for byte, so that the digest is the same everywhere.</summary>
    /// <param name="before">What this run has set them to before; empty the first time.</param>
    /// <exception cref="StevedoreException">A registry refuses one; it says which are set.</exception>
    public async Task Set(ImmutableArray<CopiedImage> images, ImmutableArray<CopiedImage> before)
    {
        ImmutableHashSet<Digest> own = [.. before.Select(one => one.Image.Digest)];

        // One that is refused keeps no other from being set: each is right by itself, and half of them would be left either way.
        var tags = await Task.WhenAll(
            from one in images
            let image = one.Image.Image
            from destination in image.Destinations
            from tag in image.MovingTags
            select Set(new WantedTag(image, destination, tag, one.Manifest), own)
        );
        if (tags.Select(tag => tag.Fault).FirstOrDefault(fault => fault is not null) is { } first)
        {
            throw PartialPush.Explain(first, [.. await Task.WhenAll(tags.Select(tag => State(tag.Tag, tag.Fault)))]);
        }
    }

    private async Task<(WantedTag Tag, StevedoreException? Fault)> Set(WantedTag tag, ImmutableHashSet<Digest> own)
    {
        var client = Client(tag);
        try
        {
            // An immutable tag is refused even for the digest that it has.
            var held = await Held(tag);
            if (held?.Digest != tag.Manifest.Digest)
            {
                await Look(tag, held is not null && own.Contains(held.Digest) ? null : held);
                var found = await client.Put(tag.Place.Reference.Repository, tag.Tag.Value, tag.Manifest, cancellation);
                Look(tag, held, found);
            }

            return (tag, null);
        }
        catch (StevedoreException fault)
        {
            return (tag, fault);
        }
    }

    private async Task Look(WantedTag tag, Manifest? held)
    {
        if (held is not null && await watch.Since(tag.Place, tag.Tag, held) is { } there)
        {
            watch.RefuseLoss(tag.Image, tag.Place, tag.Tag, tag.Image.Platforms, there);
            tell(
                $"{tag.Place.Reference.At(tag.Tag)} was set to {there.Digest} by another run while this one was under way, and is set again."
            );
        }
    }

    // What was there before is still there where the registry has not done what it said; anything else is of a run that was later.
    private void Look(WantedTag tag, Manifest? held, Digest found)
    {
        var reference = tag.Place.Reference.At(tag.Tag);
        if (found == held?.Digest)
        {
            throw RegistryLies.NotKept($"Cannot set {reference}", Client(tag).Host, found);
        }

        if (found != tag.Manifest.Digest)
        {
            tell($"{reference} was set to {found} by another run right after this one had set it to {tag.Manifest.Digest}, and stays so.");
        }
    }

    private async Task<Manifest?> Held(WantedTag tag)
    {
        try
        {
            return await Client(tag).LookUp(tag.Place.Reference.Repository, tag.Tag.Value, cancellation);
        }
        catch (RegistryException fault) when (fault.Fault == RegistryFault.Other)
        {
            // What cannot be read is not this image, and goes when the tag is set.
            return null;
        }
    }

    // An answer that was lost does not say whether the tag was set; the registry does.
    private async Task<MovingTagState> State(WantedTag tag, StevedoreException? fault)
    {
        var reference = tag.Place.Reference.At(tag.Tag);
        if (fault is null)
        {
            return new(reference, tag.Manifest.Digest, tag.Manifest.Digest, null);
        }

        try
        {
            var found = await Client(tag).LookUp(tag.Place.Reference.Repository, tag.Tag.Value, cancellation);
            return new(reference, tag.Manifest.Digest, found?.Digest, null);
        }
        catch (StevedoreException silent)
        {
            return new(reference, tag.Manifest.Digest, null, silent.Why);
        }
    }

    private RegistryClient Client(WantedTag tag) => logins[tag.Place].Client;

    private sealed record WantedTag(ImagePlan Image, Destination Place, ImageTag Tag, Manifest Manifest);
}
