using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries.Distribution;
using Stevedore.Releases;

namespace Stevedore.Shipping;

/// <summary>What was shipped of this commit before, for writing the output files alone.</summary>
/// <remarks>Its own records name the digests, and where they have none the commit's tag; the registries say what these are of.</remarks>
internal sealed class LastPush(OutputFolder outputs, ShipPlan plan, Logins logins, Repositories repositories)
{
    private const string What = "Cannot write the definitions";

    /// <exception cref="StevedoreException">The registries do not hold every image of this commit.</exception>
    public async Task<ImmutableArray<ShippedImage>> Read(CancellationToken cancellation)
    {
        var recorded = RecordedDigests.In(outputs);
        return ShippedImage.OnEachOther([.. await Task.WhenAll(plan.Shipped.Select(image => Read(image, recorded, cancellation)))]);
    }

    private async Task<ShippedImage> Read(ImagePlan planned, ImmutableDictionary<string, Digest> recorded, CancellationToken cancellation)
    {
        var image = RecordedDigests.AsPushed(planned, recorded);
        ImmutableArray<string> references = [.. image.Destinations.Select(place => place.Reference.At(image.CommitTag))];
        var known = references.Select(reference => recorded.GetValueOrDefault(reference)).FirstOrDefault(digest => digest is not null);
        if (known is null && (plan.Source.Commit is null || plan.Source.IsDirty))
        {
            throw new StevedoreException(
                What,
                $"no file in {outputs.FullPath} says what was pushed as {references[0]}, and without a commit, or with changes to it, the tag does not tell",
                "Run Ship, or name the folder of its files with --output."
            );
        }

        var found = await Task.WhenAll(image.Destinations.Select(place => Find(image, place, known, cancellation)));
        if (found.FirstOrDefault(other => other.Digest != found[0].Digest) is { } other)
        {
            throw new StevedoreException(
                What,
                $"the registries hold different digests of {references[0]}: {found[0].Digest} and {other.Digest}",
                "Run Ship for this commit."
            );
        }

        var home = image.Destinations[0].Reference.Repository;
        var client = Client(image.Destinations[0]);
        var asked = repositories.Since(image.Destinations, found[0].Digest);
        var manifest = await ImageInspection.Get(client, home, found[0].Digest, cancellation);
        var described = await ImageInspection.Describe(
            new(client, home, found[0].Digest.Value),
            image,
            manifest,
            ShipOutcome.Found,
            cancellation
        );
        return described with { Base = found[0].Base, Bases = found[0].Bases, Since = await asked };
    }

    private async Task<PublishedImage> Find(ImagePlan image, Destination place, Digest? known, CancellationToken cancellation)
    {
        var reference = place.Reference.At(image.CommitTag);
        var found = await ImageInspection.Find(
            Client(place),
            place.Reference.Repository,
            known?.Value ?? image.CommitTag.Value,
            cancellation
        );
        var why = found switch
        {
            null => $"the registry does not have {(known is null ? reference : place.Reference.At(known))}",
            _ when image.Revision is { } revision && !found.IsOf(revision) =>
                $"{reference} ({found.Digest}) is of commit {found.Revision ?? "unknown"}, not of {revision}",
            _ when !found.Has(image.Platforms) => $"{reference} ({found.Digest}) lacks some of {string.Join(", ", image.Platforms)}",
            _ => null,
        };
        return why is null ? found! : throw new StevedoreException(What, why, "Run Ship for this commit.");
    }

    private RegistryClient Client(Destination place) => logins[place].Client;
}
