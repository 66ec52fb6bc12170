using Stevedore.Settings;

namespace Stevedore.Credentials;

/// <summary>One kind of place that credentials come from.</summary>
public interface ICredentialSource
{
    /// <summary>The settings that this kind reads.</summary>
    Type SettingsType { get; }

    /// <summary>The credential; null when there is none, which means anonymous access.</summary>
    /// <exception cref="StevedoreException">It cannot be had; says which secret, key or permission is at fault.</exception>
    Task<RegistryCredential?> Read(CredentialRequest request, CancellationToken cancellation);
}
