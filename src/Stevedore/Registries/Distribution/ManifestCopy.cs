using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>Copies an image between repositories, byte for byte, so that its digest stays.</summary>
/// <remarks>
/// <c>docker buildx imagetools create</c> would copy an index too, but wraps a single manifest in a list and so changes its digest.
/// </remarks>
public static class ManifestCopy
{
    /// <summary>Copies what is not there yet: first the layers, then the manifests of the platforms, last the name.</summary>
    public static async Task Copy(ManifestPlace source, ManifestPlace to, CancellationToken cancellation)
    {
        var manifest =
            await source.Client.Get(source.Repository, source.Reference, cancellation)
            ?? throw new StevedoreException($"Cannot copy {source}", "it is not there any more", "Run again with --rebuild.");
        var content = ManifestContent.Parse(manifest);
        await Task.WhenAll(
            content.Manifests.Select(part =>
                Copy(source with { Reference = part.Digest.Value }, to with { Reference = part.Digest.Value }, cancellation)
            )
        );
        var blobs = content.Configuration is { } configuration ? content.Layers.Add(configuration) : content.Layers;
        await Task.WhenAll(blobs.DistinctBy(blob => blob.Digest).Select(blob => CopyBlob(source, to, blob, cancellation)));
        await to.Client.Put(to.Repository, to.Reference, manifest, cancellation);
    }

    private static async Task CopyBlob(ManifestPlace source, ManifestPlace to, Descriptor blob, CancellationToken cancellation)
    {
        if (await to.Client.Blobs.Has(to.Repository, blob.Digest, cancellation))
        {
            return;
        }

        await using var content = await source.Client.Blobs.Open(source.Repository, blob.Digest, cancellation);
        await to.Client.Blobs.Upload(to.Repository, blob, content, cancellation);
    }
}
