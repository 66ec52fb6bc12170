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

    /// <summary>The blobs that manifests point to.</summary>
    public RegistryBlobs Blobs { get; } = new(connection);

    /// <summary>Proves that the registry answers and that its credentials are accepted.</summary>
    /// <exception cref="RegistryException">It does not, or they are not.</exception>
    public async Task Check(CancellationToken cancellation)
    {
        using var response = await connection.Send("/v2/", null, () => new(HttpMethod.Get, (Uri?)null), cancellation);
        await RegistryAnswer.Expect(response, $"Cannot log in to {connection.Host}", cancellation);
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
        await RegistryAnswer.Expect(response, what, cancellation);
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
        await RegistryAnswer.Expect(
            response,
            $"Cannot write {connection.Host}/{repository}{RegistryEndpoint.Separator(reference)}{reference}",
            cancellation
        );
    }
}
