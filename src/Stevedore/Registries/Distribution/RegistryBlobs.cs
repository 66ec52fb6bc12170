using System.Diagnostics.CodeAnalysis;
using System.Net;
using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>Blobs of one registry: the configurations and layers that manifests point to.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore holds nothing where nobody asks for its handle.")]
internal sealed class RegistryBlobs(RegistryConnection connection)
{
    // As many layers as docker itself pushes at once, whatever the number of images.
    private const int MostAtOnce = 5;

    private readonly SemaphoreSlim turns = new(MostAtOnce);
    private readonly BlobPresence presence = new(connection);

    /// <summary>Takes a blob over from a registry, where it is not there yet. Again where that may help, and a few at once.</summary>
    public async Task Copy(RegistryBlobs source, RepositoryName from, RepositoryName to, Descriptor blob, CancellationToken cancellation)
    {
        await turns.WaitAsync(cancellation);
        try
        {
            await connection.Copies.ExecuteAsync(async token => await CopyOnce(source, from, to, blob, token), cancellation);
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>A small blob, such as an image's configuration.</summary>
    /// <exception cref="RegistryException">It is not there, longer than a manifest may be, or not what its digest and size say.</exception>
    public async Task<byte[]> Read(RepositoryName repository, Descriptor blob, CancellationToken cancellation)
    {
        var what = Reading(repository, blob);
        if (blob.Size > RegistryClient.MostBytes)
        {
            throw RegistryLies.TooLarge(what, connection.Host);
        }

        using var response = await Get(repository, blob, cancellation);
        var content =
            await RegistryBody.Bytes(response, blob.Size, what, cancellation)
            ?? throw RegistryLies.Longer(what, connection.Host, blob.Size);
        if (content.Length != blob.Size)
        {
            throw RegistryLies.OtherLength(what, connection.Host, blob.Size, content.Length);
        }

        var actual = blob.Digest.OfSameKind(content);
        return actual == blob.Digest ? content : throw RegistryLies.OtherBytes(what, connection.Host, actual);
    }

    /// <summary>A blob as a stream, since layers are large. Reading it fails where it is not what its digest and size say.</summary>
    public async Task<Stream> Open(RepositoryName repository, Descriptor blob, CancellationToken cancellation)
    {
        var response = await Get(repository, blob, cancellation);
        return new VerifiedContent(
            await response.Content.ReadAsStreamAsync(cancellation),
            blob,
            Reading(repository, blob),
            connection.Host
        );
    }

    private async Task CopyOnce(
        RegistryBlobs source,
        RepositoryName from,
        RepositoryName to,
        Descriptor blob,
        CancellationToken cancellation
    )
    {
        if (!await presence.Has(to, blob, cancellation))
        {
            await using var content = await source.Open(from, blob, cancellation);
            await Upload(to, blob, content, cancellation);
            await presence.Confirm(to, blob, cancellation);
        }
    }

    /// <summary>Uploads a blob in one piece.</summary>
    /// <param name="blob">What <paramref name="content"/> is.</param>
    public async Task Upload(RepositoryName repository, Descriptor blob, Stream content, CancellationToken cancellation)
    {
        var what = $"Cannot write {connection.Host}/{repository}@{blob.Digest}";
        using var begun = await Begin(repository, what, cancellation);
        var place = !begun.Headers.NonValidated.Contains("Location")
            ? throw RegistryFaults.Unreadable(what, "an upload: it has no Location", null)
            : RegistryConnection.Next(begun, what);
        using var written = await connection.Send(
            $"{place}{(place.Contains('?', StringComparison.Ordinal) ? '&' : '?')}digest={Uri.EscapeDataString(blob.Digest.Value)}",
            Writing(repository),
            () =>
                new(HttpMethod.Put, (Uri?)null)
                {
                    Content = new StreamContent(content)
                    {
                        Headers = { ContentType = new("application/octet-stream"), ContentLength = blob.Size },
                    },
                },
            cancellation
        );
        await RegistryAnswer.Expect(connection, written, what, cancellation);
        BlobPresence.ExpectDigest(connection, written, blob, what);
        if (written.StatusCode != HttpStatusCode.Created)
        {
            throw RegistryLies.NotComplete(what, connection.Host, written.StatusCode);
        }
    }

    /// <summary>Proves that the repository may be pushed to, by beginning an upload and giving it up.</summary>
    /// <exception cref="RegistryException">It may not, or is not there.</exception>
    public async Task CheckPush(RepositoryName repository, CancellationToken cancellation)
    {
        var what = $"Cannot push to {connection.Host}/{repository}";
        using var begun = await Begin(repository, what, cancellation);
        // Where an upload cannot be given up, as in ECR, or is not the registry's own, it ends by itself.
        if (begun.Headers.Location is not null && RegistryConnection.Next(begun, what) is var place && connection.IsOwn(new Uri(place)))
        {
            using var _ = await connection.Send(place, Writing(repository), () => new(HttpMethod.Delete, (Uri?)null), cancellation);
        }
    }

    private async Task<HttpResponseMessage> Get(RepositoryName repository, Descriptor blob, CancellationToken cancellation)
    {
        var response = await connection.Send(
            Path(repository, blob),
            $"repository:{repository}:pull",
            () => new(HttpMethod.Get, (Uri?)null),
            cancellation
        );
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            response.Dispose();
            throw new RegistryException(
                RegistryFault.Other,
                Reading(repository, blob),
                "the registry lists it and does not have it",
                "Run again with --rebuild; something deletes images there."
            );
        }

        await RegistryAnswer.Expect(connection, response, Reading(repository, blob), cancellation);
        return response;
    }

    /// <summary>A new upload, whose address is in its <c>Location</c>.</summary>
    private async Task<HttpResponseMessage> Begin(RepositoryName repository, string what, CancellationToken cancellation)
    {
        var begun = await connection.Send(
            $"/v2/{repository}/blobs/uploads/",
            Writing(repository),
            () => new(HttpMethod.Post, (Uri?)null),
            cancellation
        );
        await RegistryAnswer.Expect(connection, begun, what, cancellation);
        return begun;
    }

    private string Reading(RepositoryName repository, Descriptor blob) => $"Cannot read {connection.Host}/{repository}@{blob.Digest}";

    internal static string Path(RepositoryName repository, Descriptor blob) => $"/v2/{repository}/blobs/{blob.Digest}";

    internal static string Writing(RepositoryName repository) => $"repository:{repository}:pull,push";
}
