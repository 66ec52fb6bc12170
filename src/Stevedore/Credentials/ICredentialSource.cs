using Stevedore.Settings;

namespace Stevedore.Credentials;

/// <summary>One kind of place that credentials come from.</summary>
internal interface ICredentialSource
{
    /// <summary>The settings that this kind reads.</summary>
    Type SettingsType { get; }

    /// <summary>The credential; null when there is none, which means anonymous access.</summary>
    /// <exception cref="StevedoreException">It cannot be had; says which secret, key or permission is at fault.</exception>
    Task<RegistryCredential?> Read(CredentialRequest request, CancellationToken cancellation);
}

/// <summary>Asks for the credential of a registry.</summary>
/// <param name="Registry">The registry's name in the settings.</param>
/// <param name="Host">The registry's host, as references name it.</param>
/// <param name="Settings">Where the credential comes from.</param>
/// <param name="IsRenewal">Whether the registry rejected what came from there before: it may have been rotated.</param>
public sealed record CredentialRequest(string Registry, string Host, CredentialSettings Settings, bool IsRenewal);
