using System.Collections.Concurrent;
using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>The copy of one image: what several of its manifests share is copied once.</summary>
internal sealed class ImageCopy(ManifestPlace source, ManifestPlace to, CancellationToken cancellation)
{
    // An index of indexes is as deep as anything that tools make.
    private const int MostIndexes = 2;

    private readonly ConcurrentDictionary<Digest, Lazy<Task>> copies = new();

    public async Task Run() =>
        await Copy(
            await source.Client.Get(source.Repository, source.Reference, cancellation) ?? throw Gone(source),
            to.Reference,
            indexes: 1
        );

    private async Task Copy(Manifest manifest, string reference, int indexes)
    {
        if (manifest.IsIndex && indexes > MostIndexes)
        {
            throw new RegistryException(
                RegistryFault.Other,
                $"Cannot copy {source with { Reference = manifest.Digest.Value }}",
                "it is an index in an index in an index",
                "Push an index that lists its images themselves."
            );
        }

        var content = ManifestContent.Parse(manifest, $"{source with { Reference = manifest.Digest.Value }}");
        var blobs = content.Configuration is { } configuration ? content.Layers.Add(configuration) : content.Layers;
        await Task.WhenAll([
            .. content.Manifests.Select(part => Once(part, () => CopyManifest(part, indexes + 1))),
            .. blobs.Select(blob => Once(blob, () => CopyBlob(blob))),
        ]);
        if (await to.Client.Put(to.Repository, reference, manifest, cancellation) is var found && found != manifest.Digest)
        {
            throw RegistryLies.NotKept($"Cannot copy to {to}", to.Client.Host, found);
        }

        if (content.Configuration is { } kept)
        {
            // What it says of its blobs proves only that it can tell their digests; some give none that no manifest points to.
            _ = await to.Client.Blobs.Read(to.Repository, kept, cancellation);
        }
    }

    private Task Once(Descriptor part, Func<Task> copy) => copies.GetOrAdd(part.Digest, _ => new(copy)).Value;

    private async Task CopyManifest(Descriptor part, int indexes) =>
        await Copy(
            await source.Client.Get(source.Repository, part, cancellation) ?? throw Gone(source with { Reference = part.Digest.Value }),
            part.Digest.Value,
            indexes
        );

    private Task CopyBlob(Descriptor blob) =>
        to.Client.Blobs.Copy(source.Client.Blobs, source.Repository, to.Repository, blob, cancellation);

    private static StevedoreException Gone(ManifestPlace place) =>
        new($"Cannot copy {place}", "it is not there any more", "Run again with --rebuild.");
}
