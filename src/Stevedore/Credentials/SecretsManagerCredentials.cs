using Stevedore.Settings;

namespace Stevedore.Credentials;

/// <summary>Credentials in a secret of AWS Secrets Manager.</summary>
internal sealed class SecretsManagerCredentials(SecretReader reader) : ICredentialSource
{
    /// <inheritdoc/>
    public Type SettingsType => typeof(SecretsManagerCredentialSettings);

    /// <summary>Where the settings say that the secret is.</summary>
    public static SecretAddress Address(SecretsManagerCredentialSettings settings) =>
        new(settings.SecretsManager, settings.VersionStage, settings.VersionId, settings.Region, settings.Role);

    /// <inheritdoc/>
    public async Task<RegistryCredential?> Read(CredentialRequest request, CancellationToken cancellation)
    {
        var settings = (SecretsManagerCredentialSettings)request.Settings;
        var address = Address(settings);
        var text = await reader.Read(address, request.IsRenewal, cancellation);
        var name = SecretReader.Name(address, reader.Region(address));
        var (username, password) = SecretText.Parse(text, settings, $"Cannot log in to {request.Host} with {name}");
        return new(username, password, name);
    }
}
