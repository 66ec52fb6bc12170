using System.Diagnostics;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries.Distribution;

namespace Stevedore.Shipping;

/// <summary>What is written to the registries besides the build's own push: copies, and the moving tags.</summary>
internal sealed class Completion(ImmutableArray<RegistryLogin> registries, Action<string> tell, CancellationToken cancellation)
{
    private readonly long started = Stopwatch.GetTimestamp();

    /// <summary>Every image, as it then is in every registry.</summary>
    public async Task<ImmutableArray<ShippedImage>> Complete(
        ImmutableArray<ShipDecision> decisions,
        ImmutableDictionary<string, Digest> built
    ) => [.. await Task.WhenAll(decisions.Select(decision => Complete(decision, built)))];

    private async Task<ShippedImage> Complete(ShipDecision decision, ImmutableDictionary<string, Digest> built)
    {
        var image = decision.Image;
        var (digest, outcome) = decision switch
        {
            ShipDecision.Done done => (done.Digest, "already shipped"),
            ShipDecision.Copy copy => (await Copy(copy), "copied"),
            _ when built.TryGetValue(image.Name.Value, out var pushed) => (pushed, "built"),
            _ => throw new StevedoreException(
                $"Cannot tell the digest of '{image.Name}'",
                "docker's metadata file does not name it",
                "Run again with --verbosity=diagnostic and report this."
            ),
        };
        var home = image.Destinations[0];
        var place = new ManifestPlace(Login(home).Client, home.Reference.Repository, digest.Value);
        var manifest =
            await place.Client.Get(place.Repository, place.Reference, cancellation)
            ?? throw new StevedoreException(
                $"Cannot tag {home.Reference.At(digest)}",
                "the registry does not have it",
                "Run again with --rebuild."
            );
        var described = ImageInspection.Describe(place, image, manifest, outcome, cancellation);
        await Tag(image, manifest);
        return (await described) with { Elapsed = Stopwatch.GetElapsedTime(started) };
    }

    private async Task<Digest> Copy(ShipDecision.Copy copy)
    {
        var source = Login(copy.From).Client;
        foreach (var destination in copy.To)
        {
            tell($"Copying {copy.From.Reference.At(copy.Image.CommitTag)} to {destination.Reference.Name}.");
            await ManifestCopy.Copy(
                new(source, copy.From.Reference.Repository, copy.Digest.Value),
                new(Login(destination).Client, destination.Reference.Repository, copy.Image.CommitTag.Value),
                cancellation
            );
        }

        return copy.Digest;
    }

    // The same bytes everywhere, so the same digest.
    private Task Tag(ImagePlan image, Manifest manifest) =>
        Task.WhenAll(from destination in image.Destinations from tag in image.MovingTags select Tag(destination, tag, manifest));

    // An immutable tag is refused even for the digest that it has.
    private async Task Tag(Destination destination, ImageTag tag, Manifest manifest)
    {
        var client = Login(destination).Client;
        var repository = destination.Reference.Repository;
        if ((await client.Get(repository, tag.Value, cancellation))?.Digest != manifest.Digest)
        {
            await client.Put(repository, tag.Value, manifest, cancellation);
        }
    }

    private RegistryLogin Login(Destination destination) => RegistryLogin.For(destination, registries);
}
