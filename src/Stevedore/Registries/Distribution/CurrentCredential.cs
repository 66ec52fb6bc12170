using System.Collections.Concurrent;
using Stevedore.Credentials;

namespace Stevedore.Registries.Distribution;

/// <summary>The credential that a connection uses, until the registry rejects it and there is another.</summary>
/// <param name="first">May come later than the first request: only an answer to the registry needs it.</param>
internal sealed class CurrentCredential(Task<RegistryCredential?> first, CredentialRenewal? renewal)
{
    // One renewal for each rejected credential, however many requests it was rejected for at the same time.
    private readonly ConcurrentDictionary<RegistryCredential, Lazy<Task<bool>>> renewals = new();

    /// <summary>Null for anonymous access, and before there is one.</summary>
    public RegistryCredential? Value => Next.IsCompletedSuccessfully ? Next.Result : null;

    /// <summary>What a request that begins now is answered for with; null for anonymous access.</summary>
    public Task<RegistryCredential?> Next { get; private set; } = first;

    /// <summary>Whether there is another now.</summary>
    public Task<bool> Replace(RegistryCredential rejected, CancellationToken cancellation) =>
        renewal is null
            ? Task.FromResult(false)
            : renewals.GetOrAdd(rejected, _ => new(() => Renew(rejected, renewal, cancellation))).Value;

    private async Task<bool> Renew(RegistryCredential rejected, CredentialRenewal again, CancellationToken cancellation)
    {
        var renewed = await again(rejected, cancellation);
        if (renewed is null || (renewed.Username == rejected.Username && renewed.Password.Reveal() == rejected.Password.Reveal()))
        {
            return false;
        }

        Next = Task.FromResult<RegistryCredential?>(renewed);
        return true;
    }
}
