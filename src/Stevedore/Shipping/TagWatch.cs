using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries.Distribution;
using Stevedore.Source;

namespace Stevedore.Shipping;

/// <summary>Looks again at tags before they are set, for another run of the same commit may have set them since: no registry sets a tag only if nobody else has.</summary>
/// <param name="published">What was there when it was decided what to do.</param>
internal sealed class TagWatch(PublishedTags published, Logins logins, SourceFacts source, CancellationToken cancellation)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>What has come under a tag since; null for nothing.</summary>
    public async Task<PublishedImage?> Since(Destination place, ImageTag tag) =>
        await Client(place).LookUp(place.Reference.Repository, tag.Value, cancellation) is { } now ? await Since(place, tag, now) : null;

    /// <summary>What is there now, if it was not there before; null when it was.</summary>
    public async Task<PublishedImage?> Since(Destination place, ImageTag tag, Manifest now) =>
        now.Digest == (await published.Before(place, tag))?.Digest
            ? null
            : await ImageInspection.Read(new(Client(place), place.Reference.Repository, tag.Value), now, cancellation);

    /// <summary>What a commit's tag names after a failure.</summary>
    /// <param name="own">What this run pushed or was to copy there; null when it does not know.</param>
    public async Task<CommitTagState> State(Destination place, ImageTag tag, Digest? own)
    {
        var reference = place.Reference.At(tag);
        try
        {
            var before = (await published.Find(place, tag))?.Digest;
            var found = await Client(place).LookUp(place.Reference.Repository, tag.Value, cancellation);
            return new(reference, found?.Digest, own, before, null);
        }
        catch (StevedoreException silent)
        {
            return new(reference, null, own, null, silent.Why);
        }
    }

    /// <summary>Looks whether what has come under a tag since may be replaced.</summary>
    /// <param name="coming">The platforms that the tag then has.</param>
    /// <exception cref="StevedoreException">It has other platforms of this very commit.</exception>
    public void RefuseLoss(ImagePlan image, Destination place, ImageTag tag, ImmutableArray<Platform> coming, PublishedImage? there)
    {
        if (there is not null)
        {
            _ = PlatformLoss.Of(image, source, tag, coming, [(place, there)]);
        }
    }

    /// <summary>Watches the commit's tag of images that docker is about to push, and stops it before it takes platforms out of one.</summary>
    /// <param name="stop">Stops docker.</param>
    /// <param name="hasEnded">Ends the watch.</param>
    /// <returns>Why docker was stopped; null when nothing came.</returns>
    public async Task<StevedoreException?> Watch(ImmutableArray<ImagePlan> images, Action stop, CancellationToken hasEnded)
    {
        // Those that nothing had: where tags are paid for by the look, nothing is looked at twice.
        var free = new List<(ImagePlan Image, Destination Place)>();
        foreach (var one in images.SelectMany(image => image.Destinations.Select(place => (Image: image, Place: place))))
        {
            if (await published.Before(one.Place, one.Image.CommitTag) is null)
            {
                free.Add(one);
            }
        }

        while (!hasEnded.IsCancellationRequested && free.Count > 0)
        {
            await Task.Delay(Pause, hasEnded).ContinueWith(static _ => { }, TaskScheduler.Default);
            try
            {
                await Look(free, hasEnded);
            }
            catch (RegistryException)
            {
                // Whoever pushes says so, and what is there in the end is looked at anyway.
                return null;
            }
            catch (StevedoreException loss)
            {
                stop();
                return loss;
            }
        }

        return null;
    }

    private async Task Look(List<(ImagePlan Image, Destination Place)> free, CancellationToken hasEnded)
    {
        foreach (var (image, place) in free)
        {
            if (!hasEnded.IsCancellationRequested)
            {
                RefuseLoss(image, place, image.CommitTag, image.Platforms, await Since(place, image.CommitTag));
            }
        }
    }

    private RegistryClient Client(Destination place) => logins[place].Client;
}
