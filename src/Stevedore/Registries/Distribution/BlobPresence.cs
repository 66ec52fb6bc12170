using System.Net;
using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>Whether a registry has a blob, which only its length or its bytes tell: others answer 200 to whatever is asked.</summary>
/// <remarks>Docker itself takes no answer to HEAD without a length for one.</remarks>
internal sealed class BlobPresence(RegistryConnection connection)
{
    /// <summary>Whether the repository has a blob.</summary>
    /// <exception cref="RegistryException">It has it with another length or digest.</exception>
    public async Task<bool> Has(RepositoryName repository, Descriptor blob, CancellationToken cancellation)
    {
        using var response = await Look(repository, blob, cancellation);
        return response.IsSuccessStatusCode && IsWhole(response, repository, blob);
    }

    /// <summary>Looks at what was uploaded.</summary>
    /// <exception cref="RegistryException">It is not there, or the registry does not tell.</exception>
    public async Task Confirm(RepositoryName repository, Descriptor blob, CancellationToken cancellation)
    {
        var kept = await LaterLook.Until(connection.Clock, isLast => Kept(repository, blob, isLast, cancellation), cancellation);
        if (kept is null)
        {
            throw RegistryLies.KeepsNoBlob(Writing(repository, blob), connection.Host, blob.Size);
        }
    }

    /// <exception cref="RegistryException">The registry names another digest.</exception>
    public static void ExpectDigest(RegistryConnection connection, HttpResponseMessage response, Descriptor blob, string what)
    {
        if (connection.IsOwn(response) && RegistryAnswer.Digest(response) is { } claim && claim != blob.Digest.Value)
        {
            throw RegistryLies.OtherDigest(what, connection.Host, claim, blob.Digest, wasGiven: true);
        }
    }

    // Null where it is not there.
    private async Task<Descriptor?> Kept(RepositoryName repository, Descriptor blob, bool isLast, CancellationToken cancellation)
    {
        using var response = await Look(repository, blob, cancellation);
        if (response.IsSuccessStatusCode && IsWhole(response, repository, blob))
        {
            return blob;
        }

        // Some registries, and storage whose addresses are signed for GET alone, tell nothing to HEAD.
        return response.StatusCode == HttpStatusCode.NotFound && !isLast ? null : await Readable(repository, blob, cancellation);
    }

    private async Task<Descriptor?> Readable(RepositoryName repository, Descriptor blob, CancellationToken cancellation)
    {
        using var response = await connection.Send(
            RegistryBlobs.Path(repository, blob),
            RegistryBlobs.Writing(repository),
            () => new(HttpMethod.Get, (Uri?)null) { Headers = { Range = blob.Size > 0 ? new(0, 0) : null } },
            cancellation
        );
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        var what = Writing(repository, blob);
        await RegistryAnswer.Expect(connection, response, what, cancellation);
        ExpectDigest(connection, response, blob, what);
        var length =
            response.StatusCode == HttpStatusCode.PartialContent
                ? response.Content.Headers.ContentRange?.Length
                : response.Content.Headers.ContentLength;
        return length is null ? await ReadWhole(repository, blob, cancellation)
            : length == blob.Size ? blob
            : throw RegistryLies.HasOtherLength(what, connection.Host, blob.Size, length.Value);
    }

    // Its bytes tell what no header does.
    private async Task<Descriptor?> ReadWhole(RepositoryName repository, Descriptor blob, CancellationToken cancellation)
    {
        using var response = await connection.Send(
            RegistryBlobs.Path(repository, blob),
            RegistryBlobs.Writing(repository),
            () => new(HttpMethod.Get, (Uri?)null),
            cancellation
        );
        var what = Writing(repository, blob);
        await RegistryAnswer.Expect(connection, response, what, cancellation);
        await using var content = new VerifiedContent(await response.Content.ReadAsStreamAsync(cancellation), blob, what, connection.Host);
        await content.CopyToAsync(Stream.Null, cancellation);
        return blob;
    }

    private bool IsWhole(HttpResponseMessage response, RepositoryName repository, Descriptor blob)
    {
        var what = Writing(repository, blob);
        ExpectDigest(connection, response, blob, what);
        return response.Content.Headers.ContentLength switch
        {
            { } length when length == blob.Size => true,
            null or 0 => false,
            { } other => throw RegistryLies.HasOtherLength(what, connection.Host, blob.Size, other),
        };
    }

    private Task<HttpResponseMessage> Look(RepositoryName repository, Descriptor blob, CancellationToken cancellation) =>
        connection.Send(
            RegistryBlobs.Path(repository, blob),
            RegistryBlobs.Writing(repository),
            () => new(HttpMethod.Head, (Uri?)null),
            cancellation
        );

    private string Writing(RepositoryName repository, Descriptor blob) => $"Cannot write {connection.Host}/{repository}@{blob.Digest}";
}
