using System.Net;
using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>Whether a registry has a blob, which only its length tells: others answer 200 to whatever is asked.</summary>
/// <remarks>Docker itself takes no answer without a length for one.</remarks>
internal sealed class BlobPresence(RegistryConnection connection)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

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
        if (!await IsKept(repository, blob, cancellation))
        {
            // Replicas may have it a moment later.
            await Task.Delay(Moment, cancellation);
            if (!await IsKept(repository, blob, cancellation))
            {
                throw RegistryLies.KeepsNoBlob(Writing(repository, blob), connection.Host, blob.Size);
            }
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

    private async Task<bool> IsKept(RepositoryName repository, Descriptor blob, CancellationToken cancellation)
    {
        using var response = await Look(repository, blob, cancellation);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        await RegistryAnswer.Expect(connection, response, Writing(repository, blob), cancellation);
        return IsWhole(response, repository, blob);
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
            $"/v2/{repository}/blobs/{blob.Digest}",
            RegistryBlobs.Writing(repository),
            () => new(HttpMethod.Head, (Uri?)null),
            cancellation
        );

    private string Writing(RepositoryName repository, Descriptor blob) => $"Cannot write {connection.Host}/{repository}@{blob.Digest}";
}
