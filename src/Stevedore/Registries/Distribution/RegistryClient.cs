using System.Net;
using System.Net.Http.Headers;
using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>Manifests of one registry, by the distribution protocol that all registries speak.</summary>
public sealed class RegistryClient(RegistryConnection connection)
{
    private static readonly string[] Accepted =
    [
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
    ];

    /// <summary>The host as references name it.</summary>
    public string Host => connection.Host;

    /// <summary>What the registry is spoken to with now; null for anonymous access.</summary>
    public RegistryCredential? Credential => connection.Credential;

    /// <summary>Proves that the registry answers and that its credentials are accepted.</summary>
    /// <exception cref="RegistryException">It does not, or they are not.</exception>
    public async Task Check(CancellationToken cancellation)
    {
        using var response = await connection.Send("/v2/", null, () => new(HttpMethod.Get, (Uri?)null), cancellation);
        await Expect(response, $"Cannot log in to {connection.Host}", cancellation);
    }

    /// <summary>Null when the registry has no such manifest, or no such repository.</summary>
    /// <param name="reference">A tag or a digest.</param>
    public async Task<Manifest?> Get(RepositoryName repository, string reference, CancellationToken cancellation)
    {
        using var response = await connection.Send(
            $"/v2/{repository}/manifests/{reference}",
            $"repository:{repository}:pull",
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, (Uri?)null);
                Array.ForEach(Accepted, type => request.Headers.Accept.Add(new(type)));
                return request;
            },
            cancellation
        );
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        var what = $"Cannot read {connection.Host}/{repository}{RegistryEndpoint.Separator(reference)}{reference}";
        await Expect(response, what, cancellation);
        var mediaType = response.Content.Headers.ContentType?.MediaType ?? Accepted[0];
        return new(mediaType, await RegistryBody.Bytes(response, what, cancellation));
    }

    /// <summary>Writes a manifest under a tag or its digest. What it points to must be there already.</summary>
    public async Task Put(RepositoryName repository, string reference, Manifest manifest, CancellationToken cancellation)
    {
        using var response = await connection.Send(
            $"/v2/{repository}/manifests/{reference}",
            $"repository:{repository}:pull,push",
            () =>
                new(HttpMethod.Put, (Uri?)null)
                {
                    Content = new ReadOnlyMemoryContent(manifest.Content)
                    {
                        Headers = { ContentType = new MediaTypeHeaderValue(manifest.MediaType) },
                    },
                },
            cancellation
        );
        await Expect(
            response,
            $"Cannot write {connection.Host}/{repository}{RegistryEndpoint.Separator(reference)}{reference}",
            cancellation
        );
    }

    /// <summary>A small blob, such as an image's configuration.</summary>
    public async Task<byte[]> Blob(RepositoryName repository, Digest digest, CancellationToken cancellation)
    {
        using var response = await connection.Send(
            $"/v2/{repository}/blobs/{digest}",
            $"repository:{repository}:pull",
            () => new(HttpMethod.Get, (Uri?)null),
            cancellation
        );
        var what = $"Cannot read {connection.Host}/{repository}@{digest}";
        await Expect(response, what, cancellation);
        return await RegistryBody.Bytes(response, what, cancellation);
    }

    /// <summary>Whether the repository has a blob.</summary>
    public async Task<bool> HasBlob(RepositoryName repository, Digest digest, CancellationToken cancellation)
    {
        using var response = await connection.Send(
            $"/v2/{repository}/blobs/{digest}",
            $"repository:{repository}:pull,push",
            () => new(HttpMethod.Head, (Uri?)null),
            cancellation
        );
        return response.IsSuccessStatusCode;
    }

    /// <summary>A blob as a stream, since layers are large.</summary>
    public async Task<Stream> OpenBlob(RepositoryName repository, Digest digest, CancellationToken cancellation)
    {
        var response = await connection.Send(
            $"/v2/{repository}/blobs/{digest}",
            $"repository:{repository}:pull",
            () => new(HttpMethod.Get, (Uri?)null),
            cancellation
        );
        await Expect(response, $"Cannot read {connection.Host}/{repository}@{digest}", cancellation);
        return await response.Content.ReadAsStreamAsync(cancellation);
    }

    /// <summary>Uploads a blob in one piece.</summary>
    /// <param name="blob">Its size is that of <paramref name="content"/>.</param>
    public async Task Upload(RepositoryName repository, Descriptor blob, Stream content, CancellationToken cancellation)
    {
        var what = $"Cannot write {connection.Host}/{repository}@{blob.Digest}";
        var scope = $"repository:{repository}:pull,push";
        using var opened = await connection.Send(
            $"/v2/{repository}/blobs/uploads/",
            scope,
            () => new(HttpMethod.Post, (Uri?)null),
            cancellation
        );
        await Expect(opened, what, cancellation);
        if (opened.Headers.Location is not { } location)
        {
            throw RegistryFaults.Unreadable(what, "an upload: it has no Location", null);
        }

        var place = new Uri(opened.RequestMessage!.RequestUri!, location).AbsoluteUri;
        var address =
            $"{place}{(place.Contains('?', StringComparison.Ordinal) ? '&' : '?')}digest={Uri.EscapeDataString(blob.Digest.Value)}";
        using var written = await connection.Send(
            address,
            scope,
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
        await Expect(written, what, cancellation);
    }

    /// <summary>Proves that the repository may be pushed to, by beginning an upload and giving it up.</summary>
    /// <exception cref="RegistryException">It may not, or is not there.</exception>
    public async Task CheckPush(RepositoryName repository, CancellationToken cancellation)
    {
        var scope = $"repository:{repository}:pull,push";
        using var opened = await connection.Send(
            $"/v2/{repository}/blobs/uploads/",
            scope,
            () => new(HttpMethod.Post, (Uri?)null),
            cancellation
        );
        await Expect(opened, $"Cannot push to {connection.Host}/{repository}", cancellation);
        if (opened.Headers.Location is { } location)
        {
            // Where an upload cannot be given up, as in ECR, it ends by itself.
            var place = new Uri(opened.RequestMessage!.RequestUri!, location).AbsoluteUri;
            using var _ = await connection.Send(place, scope, () => new(HttpMethod.Delete, (Uri?)null), cancellation);
        }
    }

    private static async Task Expect(HttpResponseMessage response, string what, CancellationToken cancellation)
    {
        if (RegistryRefusal.LacksScope(response))
        {
            throw RegistryFaults.LacksScope(what);
        }

        if (!response.IsSuccessStatusCode)
        {
            throw RegistryFaults.From(response.StatusCode, await RegistryBody.Text(response, what, cancellation), what);
        }
    }
}
