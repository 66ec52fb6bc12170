using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries.Distribution;
using Stevedore.Releases;

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
        await client.LookUp(repository, reference, cancellation) is { } manifest
            ? await Read(new(client, repository, reference), manifest, cancellation)
            : null;

    /// <summary>What a manifest that was shipped is made of, for every platform that was asked for.</summary>
    /// <exception cref="StevedoreException">It lacks one, or has another in its place.</exception>
    public static async Task<ShippedImage> Describe(
        ManifestPlace place,
        ImagePlan image,
        Manifest manifest,
        ShipOutcome outcome,
        CancellationToken cancellation
    )
    {
        var parts = await Parts(place, manifest, cancellation);
        if (PlatformCheck.Fault(image.Platforms, parts) is { } fault)
        {
            throw new StevedoreException(
                $"The image {place with { Reference = manifest.Digest.Value }} is not what was asked for",
                fault,
                "Look for a base image or a --platform in its Dockerfile that settles the platform, then build it again with --rebuild, or commit again where tags are immutable."
            );
        }

        // Its annotation and its first platform decided that it was found; the others may say something else.
        if (outcome != ShipOutcome.Built && image.Revision is { } revision && PlatformCheck.OtherRevision(revision, parts) is { } other)
        {
            throw new StevedoreException(
                $"The image {place with { Reference = manifest.Digest.Value }} is not of this commit",
                other,
                "Somebody put it together from images of several commits: delete its tag, and run again."
            );
        }

        return new(
            image,
            manifest.Digest,
            [.. parts.Select(part => KeyValuePair.Create(part.Listed ?? image.Platforms[0], part.Digest)).DistinctBy(part => part.Key)],
            parts.Max(part => part.Size),
            outcome
        );
    }

    private static async Task<ImmutableArray<ImagePart>> Parts(ManifestPlace place, Manifest manifest, CancellationToken cancellation)
    {
        var (client, repository, _) = place;
        return manifest.IsIndex
            ?
            [
                .. await Task.WhenAll(
                    (await Content(place, manifest, cancellation)).Images.Select(async listed =>
                        await Part(place, listed.Platform, await Get(client, repository, listed.Manifest, cancellation), cancellation)
                    )
                ),
            ]
            : [await Part(place, null, manifest, cancellation)];
    }

    private static async Task<ImagePart> Part(ManifestPlace place, Platform? listed, Manifest manifest, CancellationToken cancellation)
    {
        var content = ManifestContent.Parse(manifest, $"{place with { Reference = manifest.Digest.Value }}");
        var configuration = await Configuration(place.Client, place.Repository, content, cancellation);
        return new(
            listed,
            manifest.Digest,
            configuration.Platform,
            Size(content),
            configuration.Labels.GetValueOrDefault(ImageLabels.Revision)
        );
    }

    /// <summary>What a manifest that is there is made of.</summary>
    /// <exception cref="StevedoreException">It is none, or docker may take another image of it.</exception>
    public static async Task<PublishedImage> Read(ManifestPlace place, Manifest manifest, CancellationToken cancellation)
    {
        var (client, repository, _) = place;
        var content = await Content(place, manifest, cancellation);
        var said = content.Annotations;
        ImmutableArray<Platform> platforms = [.. content.Images.Select(image => image.Platform)];
        if (!manifest.IsIndex || !said.ContainsKey(ImageLabels.Revision))
        {
            // The manifest of one platform does not say which: only its configuration does.
            var single = content.Images.Select(image => image.Manifest).FirstOrDefault() is { } first
                ? ManifestContent.Parse(
                    await Get(client, repository, first, cancellation),
                    $"{place with { Reference = first.Digest.Value }}"
                )
                : content;
            var configuration = await Configuration(client, repository, single, cancellation);
            said = said.ContainsKey(ImageLabels.Revision) ? said : configuration.Labels;
            platforms = manifest.IsIndex ? platforms : [.. new[] { configuration.Platform }.OfType<Platform>()];
        }

        return new(manifest.Digest, said.GetValueOrDefault(ImageLabels.Revision))
        {
            Base = ImageLabels.ReadBase(said),
            Bases = ImageLabels.ReadBases(said),
            Platforms = platforms,
            Manifest = manifest,
        };
    }

    private static async Task<ManifestContent> Content(ManifestPlace place, Manifest manifest, CancellationToken cancellation)
    {
        var content = ManifestContent.Parse(manifest, place.ToString());
        IndexCheck.Verify(content, place.ToString());
        foreach (var listed in content.Manifests.Where(listed => listed.NamesNoPlatform).DistinctBy(listed => listed.Digest))
        {
            if (!await IsArtifact(place, listed, cancellation))
            {
                throw IndexCheck.OfNoPlatform(listed, place.ToString());
            }
        }

        return content;
    }

    private static async Task<bool> IsArtifact(ManifestPlace place, Descriptor listed, CancellationToken cancellation)
    {
        var manifest = await Get(place.Client, place.Repository, listed, cancellation);
        return !manifest.IsIndex && ManifestContent.Parse(manifest, $"{place with { Reference = manifest.Digest.Value }}").IsArtifact;
    }

    private static async Task<ImageConfiguration> Configuration(
        RegistryClient client,
        RepositoryName repository,
        ManifestContent content,
        CancellationToken cancellation
    ) =>
        content.Configuration is { } configuration
            ? ImageConfiguration.Parse(
                await client.Blobs.Read(repository, configuration, cancellation),
                $"{client.Host}/{repository}@{configuration.Digest}"
            )
            : ImageConfiguration.None;

    /// <summary>A manifest that must be there.</summary>
    public static async Task<Manifest> Get(
        RegistryClient client,
        RepositoryName repository,
        Digest digest,
        CancellationToken cancellation
    ) => await client.Get(repository, digest.Value, cancellation) ?? throw Missing(client, repository, digest);

    private static async Task<Manifest> Get(
        RegistryClient client,
        RepositoryName repository,
        Descriptor listed,
        CancellationToken cancellation
    ) => await client.Get(repository, listed, cancellation) ?? throw Missing(client, repository, listed.Digest);

    private static StevedoreException Missing(RegistryClient client, RepositoryName repository, Digest digest) =>
        new(
            $"Cannot read {client.Host}/{repository}@{digest}",
            "the registry lists it and does not have it",
            "Run again with --rebuild; something deletes images there."
        );

    private static long Size(ManifestContent content) => (content.Configuration?.Size ?? 0) + content.Layers.Sum(layer => layer.Size);
}

/// <summary>The manifest of one platform of an image.</summary>
/// <param name="Listed">The platform that the index lists it for; null for an image of one manifest, which none lists.</param>
/// <param name="Digest">Of the manifest.</param>
/// <param name="Platform">The platform that its configuration says; null when it says none.</param>
/// <param name="Size">What pulling it costs, in bytes, compressed.</param>
/// <param name="Revision">The commit that its configuration says; null when it says none.</param>
internal sealed record ImagePart(Platform? Listed, Digest Digest, Platform? Platform, long Size, string? Revision = null);
