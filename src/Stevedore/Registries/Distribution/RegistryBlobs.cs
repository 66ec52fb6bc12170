using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>Blobs of one registry: the configurations and layers that manifests point to.</summary>
public sealed class RegistryBlobs(RegistryConnection connection)
{
    /// <summary>A small blob, such as an image's configuration.</summary>
    public async Task<byte[]> Read(RepositoryName repository, Digest digest, CancellationToken cancellation)
    {
        using var response = await Get(repository, digest, cancellation);
        return await RegistryBody.Bytes(response, Reading(repository, digest), cancellation);
    }

    /// <summary>A blob as a stream, since layers are large.</summary>
    public async Task<Stream> Open(RepositoryName repository, Digest digest, CancellationToken cancellation) =>
        await (await Get(repository, digest, cancellation)).Content.ReadAsStreamAsync(cancellation);

    /// <summary>Whether the repository has a blob.</summary>
    public async Task<bool> Has(RepositoryName repository, Digest digest, CancellationToken cancellation)
    {
        using var response = await connection.Send(
            $"/v2/{repository}/blobs/{digest}",
            Writing(repository),
            () => new(HttpMethod.Head, (Uri?)null),
            cancellation
        );
        return response.IsSuccessStatusCode;
    }

    /// <summary>Uploads a blob in one piece.</summary>
    /// <param name="blob">Its size is that of <paramref name="content"/>.</param>
    public async Task Upload(RepositoryName repository, Descriptor blob, Stream content, CancellationToken cancellation)
    {
        var what = $"Cannot write {connection.Host}/{repository}@{blob.Digest}";
        var place =
            await Begin(repository, what, cancellation) ?? throw RegistryFaults.Unreadable(what, "an upload: it has no Location", null);
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
        await RegistryAnswer.Expect(written, what, cancellation);
    }

    /// <summary>Proves that the repository may be pushed to, by beginning an upload and giving it up.</summary>
    /// <exception cref="RegistryException">It may not, or is not there.</exception>
    public async Task CheckPush(RepositoryName repository, CancellationToken cancellation)
    {
        if (await Begin(repository, $"Cannot push to {connection.Host}/{repository}", cancellation) is { } place)
        {
            // Where an upload cannot be given up, as in ECR, it ends by itself.
            using var _ = await connection.Send(place, Writing(repository), () => new(HttpMethod.Delete, (Uri?)null), cancellation);
        }
    }

    private async Task<HttpResponseMessage> Get(RepositoryName repository, Digest digest, CancellationToken cancellation)
    {
        var response = await connection.Send(
            $"/v2/{repository}/blobs/{digest}",
            $"repository:{repository}:pull",
            () => new(HttpMethod.Get, (Uri?)null),
            cancellation
        );
        await RegistryAnswer.Expect(response, Reading(repository, digest), cancellation);
        return response;
    }

    /// <summary>The address of a new upload; null when the registry names none.</summary>
    private async Task<string?> Begin(RepositoryName repository, string what, CancellationToken cancellation)
    {
        using var opened = await connection.Send(
            $"/v2/{repository}/blobs/uploads/",
            Writing(repository),
            () => new(HttpMethod.Post, (Uri?)null),
            cancellation
        );
        await RegistryAnswer.Expect(opened, what, cancellation);
        return opened.Headers.Location is { } location ? new Uri(opened.RequestMessage!.RequestUri!, location).AbsoluteUri : null;
    }

    private string Reading(RepositoryName repository, Digest digest) => $"Cannot read {connection.Host}/{repository}@{digest}";

    private static string Writing(RepositoryName repository) => $"repository:{repository}:pull,push";
}
