using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries.Distribution;

namespace Stevedore.Shipping;

/// <summary>Reads from a registry what an image is made of.</summary>
internal static class ImageInspection
{
    /// <summary>What is there under a tag or a digest; null for nothing.</summary>
    public static async Task<PublishedImage?> Find(
        RegistryClient client,
        RepositoryName repository,
        string reference,
        CancellationToken cancellation
    ) =>
        await client.Get(repository, reference, cancellation) is { } manifest
            ? await Read(client, repository, manifest, cancellation)
            : null;

    /// <summary>What a manifest that was shipped is made of.</summary>
    public static async Task<ShippedImage> Describe(
        ManifestPlace place,
        ImagePlan image,
        Manifest manifest,
        string outcome,
        CancellationToken cancellation
    )
    {
        var content = ManifestContent.Parse(manifest);
        if (!manifest.IsIndex)
        {
            return new(image, manifest.Digest, [new(image.Platforms[0], manifest.Digest)], Size(content), outcome);
        }

        var listed = content.Images.ToArray();
        var parts = await Task.WhenAll(
            listed.Select(async part => ManifestContent.Parse(await Get(place.Client, place.Repository, part.Digest, cancellation)))
        );
        return new(
            image,
            manifest.Digest,
            [.. listed.Select(part => KeyValuePair.Create(part.Platform, part.Digest))],
            parts.Length == 0 ? 0 : parts.Max(Size),
            outcome
        );
    }

    private static async Task<PublishedImage> Read(
        RegistryClient client,
        RepositoryName repository,
        Manifest manifest,
        CancellationToken cancellation
    )
    {
        var content = ManifestContent.Parse(manifest);
        var said = content.Annotations;
        ImmutableArray<Platform> platforms = [.. content.Images.Select(image => image.Platform)];
        if (!manifest.IsIndex || !said.ContainsKey(ImageLabels.Revision))
        {
            // The manifest of one platform does not say which: only its configuration does.
            var configuration = await Configuration(client, repository, content, cancellation);
            said = said.ContainsKey(ImageLabels.Revision) ? said : configuration.Labels;
            platforms = manifest.IsIndex ? platforms : [.. new[] { configuration.Platform }.OfType<Platform>()];
        }

        return new(
            manifest.Digest,
            said.GetValueOrDefault(ImageLabels.Revision),
            Digest.TryParse(said.GetValueOrDefault(ImageLabels.BaseDigest))
        )
        {
            Platforms = platforms,
        };
    }

    private static async Task<ImageConfiguration> Configuration(
        RegistryClient client,
        RepositoryName repository,
        ManifestContent content,
        CancellationToken cancellation
    )
    {
        if (content.Images.Select(image => image.Digest).FirstOrDefault() is { } first)
        {
            content = ManifestContent.Parse(await Get(client, repository, first, cancellation));
        }

        return content.Configuration is { } configuration
            ? ImageConfiguration.Parse(
                await client.Blobs.Read(repository, configuration.Digest, cancellation),
                $"{client.Host}/{repository}@{configuration.Digest}"
            )
            : ImageConfiguration.None;
    }

    /// <summary>A manifest that must be there.</summary>
    public static async Task<Manifest> Get(
        RegistryClient client,
        RepositoryName repository,
        Digest digest,
        CancellationToken cancellation
    ) =>
        await client.Get(repository, digest.Value, cancellation)
        ?? throw new StevedoreException(
            $"Cannot read {repository}@{digest}",
            "the registry lists it and does not have it",
            "Run again with --rebuild; something deletes images there."
        );

    private static long Size(ManifestContent content) => (content.Configuration?.Size ?? 0) + content.Layers.Sum(layer => layer.Size);
}
