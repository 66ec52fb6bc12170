using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Stevedore.Credentials;
using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>Manifests of one registry, by the distribution protocol that all registries speak.</summary>
internal sealed class RegistryClient(RegistryConnection connection)
{
    /// <summary>What registries need to take, and so the most that a manifest or a configuration is read of.</summary>
    internal const int MostBytes = 4 * 1024 * 1024;

    // What its digest has proved stays what it is: the tags of an image name the same one, and are looked at before and after. Whether it is still
    // there is asked each time.
    private readonly ConcurrentDictionary<string, Manifest> proved = new(StringComparer.Ordinal);

    /// <summary>The host as references name it.</summary>
    public string Host => connection.Host;

    /// <summary>What the registry is spoken to with now; null for anonymous access.</summary>
    public RegistryCredential? Credential => connection.Credential;

    /// <summary>Whether the credential was asked for and accepted; false where the registry has asked for none yet.</summary>
    public bool HasProvedCredential => connection.HasProvedCredential;

    /// <summary>The blobs that manifests point to.</summary>
    public RegistryBlobs Blobs { get; } = new(connection);

    /// <summary>Proves that the registry answers and that its credentials are accepted, where it asks for them.</summary>
    /// <exception cref="RegistryException">It does not, or they are not.</exception>
    public async Task Check(CancellationToken cancellation)
    {
        using var response = await connection.Send("/v2/", null, () => new(HttpMethod.Get, (Uri?)null), cancellation);
        var what = $"Cannot log in to {connection.Host}";
        await LoginAnswer.Expect(connection, response, what, cancellation);
        // Registries say little here, in any type; a login page of the network before them is never one's.
        if ((await RegistryBody.Text(response, cancellation)).TrimStart('\uFEFF', ' ', '\t', '\r', '\n').StartsWith('<'))
        {
            throw RegistryFaults.Unreadable(what, "a registry's", null);
        }
    }

    /// <summary>The time by the registry's clock, which it tells whoever asks; null where it does not.</summary>
    /// <exception cref="RegistryException">It does not answer.</exception>
    public async Task<DateTimeOffset?> Date(CancellationToken cancellation)
    {
        using var response = await connection.Send("/v2/", null, () => new(HttpMethod.Get, (Uri?)null), cancellation);
        return response.Headers.Date;
    }

    /// <summary>A header of what is answered to a look at a manifest; null where it is not among them.</summary>
    /// <exception cref="RegistryException">It is refused.</exception>
    public async Task<string?> Header(RepositoryName repository, string reference, string name, CancellationToken cancellation)
    {
        using var response = await Ask(HttpMethod.Head, repository, reference, cancellation);
        // A limit that is used up is told in a refusal.
        if (response.StatusCode != HttpStatusCode.TooManyRequests)
        {
            await RegistryAnswer.Expect(connection, response, $"Cannot find {Named(repository, reference)}", cancellation);
        }

        return response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
    }

    /// <summary>The digest of a manifest, without reading it: reading counts as a pull where these are limited. Null when there is none.</summary>
    /// <exception cref="RegistryException">It is refused.</exception>
    public async Task<Digest?> Find(RepositoryName repository, string reference, CancellationToken cancellation)
    {
        var (isThere, digest) = await Look(repository, reference, cancellation);
        return !isThere ? null : digest ?? (await Get(repository, reference, cancellation))?.Digest;
    }

    /// <summary>What has a tag, where something does: whether it does is asked without reading it. Null for nothing.</summary>
    /// <exception cref="RegistryException">It is refused, no manifest, too large, or not what its digest says.</exception>
    public async Task<Manifest?> LookUp(RepositoryName repository, string tag, CancellationToken cancellation)
    {
        var (isThere, digest) = await Look(repository, tag, cancellation);
        return !isThere ? null
            : digest is not null && proved.TryGetValue(Named(repository, digest.Value), out var known) ? known
            : await Get(repository, digest?.Value ?? tag, cancellation);
    }

    // Some registries, and proxies before them, know GET alone: what they have is then found by reading.
    private async Task<(bool IsThere, Digest? Digest)> Look(RepositoryName repository, string reference, CancellationToken cancellation)
    {
        using var response = await Ask(HttpMethod.Head, repository, reference, cancellation);
        if (response.StatusCode == HttpStatusCode.NotFound && connection.IsOwn(response))
        {
            return (false, null);
        }

        if (
            response.StatusCode
            is HttpStatusCode.MethodNotAllowed
                or HttpStatusCode.NotImplemented
                or HttpStatusCode.BadRequest
                or HttpStatusCode.NotAcceptable
        )
        {
            return (true, null);
        }

        await RegistryAnswer.Expect(connection, response, $"Cannot find {Named(repository, reference)}", cancellation);
        return (true, Digest.TryParse(RegistryAnswer.Digest(response)));
    }

    /// <summary>Null when the registry has no such manifest, or no such repository.</summary>
    /// <param name="reference">A tag or a digest.</param>
    /// <exception cref="RegistryException">It is refused, no manifest, too large, or not what its digest says.</exception>
    public async Task<Manifest?> Get(RepositoryName repository, string reference, CancellationToken cancellation)
    {
        using var response = await Ask(HttpMethod.Get, repository, reference, cancellation);
        if (response.StatusCode == HttpStatusCode.NotFound && connection.IsOwn(response))
        {
            return null;
        }

        var what = $"Cannot read {Named(repository, reference)}";
        await RegistryAnswer.Expect(connection, response, what, cancellation);
        var content = await RegistryBody.Bytes(response, MostBytes, what, cancellation) ?? throw RegistryLies.TooLarge(what, Host);
        var asked = Digest.TryParse(reference);
        Verify(content, asked, response, what);
        var manifest = Manifest.Read(response.Content.Headers.ContentType?.MediaType, content, what, Host);
        return asked == manifest.Digest ? proved.GetOrAdd(Named(repository, reference), manifest) : manifest;
    }

    /// <summary>A manifest that an index lists; null when the registry does not have it.</summary>
    /// <exception cref="RegistryException">It is refused, or not what the index says.</exception>
    public async Task<Manifest?> Get(RepositoryName repository, Descriptor listed, CancellationToken cancellation)
    {
        if (await Get(repository, listed.Digest.Value, cancellation) is not { } manifest)
        {
            return null;
        }

        var what = $"Cannot read {Named(repository, listed.Digest.Value)}";
        return manifest.Content.Length != listed.Size ? throw RegistryLies.OtherLength(what, Host, listed.Size, manifest.Content.Length)
            : listed.MediaType.Length > 0 && manifest.MediaType != listed.MediaType ? throw RegistryLies.OtherKind(what, Host)
            : manifest;
    }

    /// <summary>Writes a manifest under a tag or its digest. What it points to must be there already.</summary>
    /// <returns>The digest that is there afterwards: another one where somebody has set the tag since.</returns>
    /// <exception cref="RegistryException">The registry refuses it, or has nothing there afterwards.</exception>
    public async Task<Digest> Put(RepositoryName repository, string reference, Manifest manifest, CancellationToken cancellation)
    {
        using var response = await connection.Send(
            Path(repository, reference),
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
        var what = $"Cannot write {Named(repository, reference)}";
        await RegistryAnswer.Expect(connection, response, what, cancellation);
        if (RegistryAnswer.Digest(response) is { } claim)
        {
            ExpectClaim(claim, manifest.Content.Span, what, wasGiven: true);
        }

        // What it says of what it was given proves only that it can compute a digest.
        var found = await LaterLook.Until(connection.Clock, _ => Find(repository, reference, cancellation), cancellation);
        return found is null || (found != manifest.Digest && Digest.TryParse(reference) is not null)
            ? throw RegistryLies.NotKept(what, Host, found)
            : found;
    }

    private Task<HttpResponseMessage> Ask(HttpMethod method, RepositoryName repository, string reference, CancellationToken cancellation) =>
        connection.Send(
            Path(repository, reference),
            $"repository:{repository}:pull",
            () =>
            {
                var request = new HttpRequestMessage(method, (Uri?)null);
                foreach (var type in MediaTypes.Manifests)
                {
                    request.Headers.Accept.Add(new(type));
                }

                return request;
            },
            cancellation
        );

    private void Verify(byte[] content, Digest? asked, HttpResponseMessage response, string what)
    {
        if (asked?.OfSameKind(content) is { } actual && actual != asked)
        {
            throw RegistryLies.OtherBytes(what, Host, actual);
        }

        if (connection.IsOwn(response) && RegistryAnswer.Digest(response) is { } claim)
        {
            ExpectClaim(claim, content, what, wasGiven: false);
        }
    }

    private void ExpectClaim(string claim, ReadOnlySpan<byte> content, string what, bool wasGiven)
    {
        var actual = Digest.TryParse(claim)?.OfSameKind(content) ?? Digest.Of(content);
        if (claim != actual.Value)
        {
            throw RegistryLies.OtherDigest(what, Host, claim, actual, wasGiven);
        }
    }

    private static string Path(RepositoryName repository, string reference) => $"/v2/{repository}/manifests/{reference}";

    private string Named(RepositoryName repository, string reference) =>
        $"{Host}/{repository}{RegistryEndpoint.Separator(reference)}{reference}";
}
