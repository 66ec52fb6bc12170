using Stevedore.Registries;
using Stevedore.Settings;

namespace Stevedore.Secrets;

/// <summary>Credentials in two parameters of Parameter Store.</summary>
public sealed class ParameterStoreCredentials(ParameterReader reader) : ICredentialSource
{
    /// <inheritdoc/>
    public Type SettingsType => typeof(ParameterStoreCredentialSettings);

    /// <inheritdoc/>
    public void Expect(IEnumerable<CredentialSettings> settings) =>
        reader.Expect(settings.OfType<ParameterStoreCredentialSettings>().SelectMany(pair => Addresses(pair)));

    /// <summary>The parameters of user name and password.</summary>
    public static ImmutableArray<ParameterAddress> Addresses(ParameterStoreCredentialSettings settings) =>
        [new(settings.Username, settings.Region, settings.Role), new(settings.Password, settings.Region, settings.Role)];

    /// <inheritdoc/>
    public async Task<RegistryCredential?> Read(CredentialRequest request, CancellationToken cancellation)
    {
        var settings = (ParameterStoreCredentialSettings)request.Settings;
        var addresses = Addresses(settings);
        // One after the other: the first fetches both.
        var username = await Text(addresses[0], request, cancellation);
        var password = await Text(addresses[1], request, cancellation);
        var region = reader.Region(addresses[1]);
        return new(
            username.Reveal().Trim(),
            new(password.Reveal().Trim()),
            $"the parameters '{settings.Username}' and '{settings.Password}' in {region}{(settings.Role is null ? "" : $" by the role {settings.Role}")}"
        );
    }

    private async Task<Secret> Text(ParameterAddress address, CredentialRequest request, CancellationToken cancellation)
    {
        var value = await reader.Read(address, request.IsRenewal, cancellation);
        return value.Reveal().Trim().Length > 0
            ? value
            : throw new StevedoreException(
                $"Cannot log in to {request.Host} with {ParameterFaults.Name(address, reader.Region(address))}",
                "it holds no text",
                "Store it with the target CredentialsStore."
            );
    }
}
