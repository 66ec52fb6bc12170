using Stevedore.Settings;

namespace Stevedore.Credentials;

/// <summary>Writes credentials to one kind of place.</summary>
internal interface ICredentialStore
{
    /// <summary>The settings that say where.</summary>
    Type SettingsType { get; }

    /// <summary>Creates or updates what the settings name, and proves that it reads back.</summary>
    /// <returns>What was done, for a person: never the credential.</returns>
    /// <exception cref="StevedoreException">It cannot be written, or does not read back.</exception>
    Task<string> Write(CredentialSettings settings, NewCredential credential, CancellationToken cancellation);
}
