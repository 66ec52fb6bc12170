using Stevedore.Credentials;
using Stevedore.Registries.Distribution;

namespace Stevedore.Registries;

/// <summary>Connects to registries.</summary>
internal interface IRegistryClients
{
    /// <summary>Makes ready what the first connection to a registry else waits for, a fifth of a second: reads the system's authorities, lays down when to try again.</summary>
    Task Prepare(CancellationToken cancellation);

    /// <param name="host">As references name it.</param>
    /// <param name="credential">Null for anonymous access.</param>
    /// <param name="authority">A PEM file of a further authority to trust; null for the machine's own.</param>
    /// <param name="renewal">Asked once when the registry rejects a credential; null when there is no other.</param>
    RegistryClient Connect(string host, RegistryCredential? credential, string? authority = null, CredentialRenewal? renewal = null);

    /// <summary>The same before the credential is there: what the registry answers without it need not wait for it.</summary>
    /// <param name="host">As references name it.</param>
    /// <param name="credential">Null for anonymous access.</param>
    /// <param name="authority">A PEM file of a further authority to trust; null for the machine's own.</param>
    /// <param name="renewal">Asked once when the registry rejects a credential; null when there is no other.</param>
    RegistryClient Connect(string host, Task<RegistryCredential?> credential, string? authority, CredentialRenewal? renewal);
}
