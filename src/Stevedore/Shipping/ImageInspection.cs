using System.Text.Json;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries.Distribution;

namespace Stevedore.Shipping;

/// <summary>Reads from a registry what an image is made of.</summary>
internal static class ImageInspection
{
    private const string Revision = "org.opencontainers.image.revision";
    private const string BaseDigest = "org.opencontainers.image.base.digest";

    /// <summary>What is there under a tag; null for nothing.</summary>
    public static async Task<PublishedImage?> Find(
        RegistryClient client,
        RepositoryName repository,
        ImageTag tag,
        CancellationToken cancellation
    )
    {
        if (await client.Get(repository, tag.Value, cancellation) is not { } manifest)
        {
            return null;
        }

        var content = ManifestContent.Parse(manifest);
        var said = content.Annotations;
        if (!said.ContainsKey(Revision))
        {
            said = await Labels(client, repository, manifest, cancellation);
        }

        return new(manifest.Digest, said.GetValueOrDefault(Revision), Digest.TryParse(said.GetValueOrDefault(BaseDigest)))
        {
            Platforms = manifest.IsIndex ? [.. content.Images.Select(image => image.Platform)] : [],
        };
    }

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

    private static async Task<ImmutableDictionary<string, string>> Labels(
        RegistryClient client,
        RepositoryName repository,
        Manifest manifest,
        CancellationToken cancellation
    )
    {
        var content = ManifestContent.Parse(manifest);
        if (manifest.IsIndex && content.Images.Select(image => image.Digest).FirstOrDefault() is { } first)
        {
            content = ManifestContent.Parse(await Get(client, repository, first, cancellation));
        }

        if (content.Configuration is not { } configuration)
        {
            return ImmutableDictionary<string, string>.Empty;
        }

        var blob = await client.Blob(repository, configuration.Digest, cancellation);
        try
        {
            return Labels(blob);
        }
        catch (Exception cause) when (RegistryFaults.IsUnreadable(cause))
        {
            throw RegistryFaults.Unreadable(
                $"Cannot read {client.Host}/{repository}@{configuration.Digest}",
                "an image configuration",
                cause
            );
        }
    }

    private static ImmutableDictionary<string, string> Labels(byte[] configuration)
    {
        using var document = JsonDocument.Parse(configuration);
        return
            document.RootElement.TryGetProperty("config", out var config)
            && config.TryGetProperty("Labels", out var labels)
            && labels.ValueKind == JsonValueKind.Object
            ? labels.EnumerateObject().ToImmutableDictionary(label => label.Name, label => label.Value.GetString() ?? "")
            : ImmutableDictionary<string, string>.Empty;
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
