using Stevedore.Credentials;

namespace Stevedore.Registries;

/// <summary>Gets a credential again after the registry rejected it: it may have expired or been rotated.</summary>
/// <param name="rejected">What was rejected.</param>
/// <returns>Null when there is no other.</returns>
internal delegate Task<RegistryCredential?> CredentialRenewal(RegistryCredential rejected, CancellationToken cancellation);
