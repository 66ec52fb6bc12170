using Stevedore.Settings;
using Stevedore.Tasks;

namespace Stevedore.Credentials;

/// <summary>Credentials in two parameters of Parameter Store.</summary>
internal sealed class ParameterStoreCredentials(ParameterReader reader) : ICredentialSource
{
    /// <inheritdoc/>
    public Type SettingsType => typeof(ParameterStoreCredentialSettings);

    /// <summary>The parameters of user name and password.</summary>
    public static ImmutableArray<ParameterAddress> Addresses(ParameterStoreCredentialSettings settings) =>
        [new(settings.Username, settings.Region, settings.Role), new(settings.Password, settings.Region, settings.Role)];

    /// <inheritdoc/>
    public async Task<RegistryCredential?> Read(CredentialRequest request, CancellationToken cancellation)
    {
        var settings = (ParameterStoreCredentialSettings)request.Settings;
        var addresses = Addresses(settings);
        var reading = (
            User: reader.ReadShown(addresses[0], request.IsRenewal, cancellation),
            Password: reader.Read(addresses[1], request.IsRenewal, cancellation)
        );
        await Task.WhenAll(reading.User, reading.Password);
        var username = Text(await reading.User, addresses[0], request);
        var password = await reading.Password;
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
