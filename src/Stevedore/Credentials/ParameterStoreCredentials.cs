using Stevedore.Settings;
using Stevedore.Tasks;

namespace Stevedore.Credentials;

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
        var username = Text(await reader.ReadShown(addresses[0], request.IsRenewal, cancellation), addresses[0], request);
        var password = await reader.Read(addresses[1], request.IsRenewal, cancellation);
        var region = reader.Region(addresses[1]);
        return new(
            username,
            password.Derive(Text(password.Reveal(), addresses[1], request)),
            $"the parameters '{settings.Username}' and '{settings.Password}' in {region}{(settings.Role is null ? "" : $" by the role {settings.Role}")}"
        );
    }

    private string Text(string value, ParameterAddress address, CredentialRequest request) =>
        value.Trim() is { Length: > 0 } text
            ? text
            : throw new StevedoreException(
                $"Cannot log in to {request.Host} with {ParameterFaults.Name(address, reader.Region(address))}",
                "it holds no text",
                "Store it with the target CredentialsStore."
            );
}
