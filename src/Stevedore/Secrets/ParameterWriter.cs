using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Stevedore.Aws;
using Stevedore.Settings;

namespace Stevedore.Secrets;

/// <summary>Writes credentials to two parameters of Parameter Store, encrypted.</summary>
public sealed class ParameterWriter(IAwsClients aws, Redactor redactor) : ICredentialStore
{
    /// <inheritdoc/>
    public Type SettingsType => typeof(ParameterStoreCredentialSettings);

    /// <inheritdoc/>
    public async Task<string> Write(CredentialSettings settings, NewCredential credential, CancellationToken cancellation)
    {
        var addresses = ParameterStoreCredentials.Addresses((ParameterStoreCredentialSettings)settings);
        string[] values = [credential.Username!, credential.Password.Reveal()];
        var region = new ParameterReader(aws, redactor).Region(addresses[0]);
        using var client = aws.ParameterStore(region, addresses[0].Role);
        var done = new List<string>();
        foreach (var (address, value) in addresses.Zip(values))
        {
            var isNew = await Put(client, address, region, value, cancellation);
            done.Add($"{(isNew ? "Created" : "Updated")} {ParameterFaults.Name(address, region)}");
        }

        await Prove(addresses, values, region, cancellation);
        return $"{string.Join(". ", done)}. They read back as written.";
    }

    private static async Task<bool> Put(
        IAmazonSimpleSystemsManagement client,
        ParameterAddress address,
        string region,
        string value,
        CancellationToken cancellation
    )
    {
        try
        {
            try
            {
                _ = await client.PutParameterAsync(
                    new()
                    {
                        Name = address.Name,
                        Value = value,
                        Type = ParameterType.SecureString,
                    },
                    cancellation
                );
                return true;
            }
            catch (ParameterAlreadyExistsException)
            {
                // It keeps the type and the key that it was made with.
                _ = await client.PutParameterAsync(
                    new()
                    {
                        Name = address.Name,
                        Value = value,
                        Overwrite = true,
                    },
                    cancellation
                );
                return false;
            }
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(
                cause,
                $"Cannot write {ParameterFaults.Name(address, region)}",
                "ssm:PutParameter",
                ParameterFaults.Arn(address.Name, region)
            );
        }
    }

    private async Task Prove(ImmutableArray<ParameterAddress> addresses, string[] written, string region, CancellationToken cancellation)
    {
        var reader = new ParameterReader(aws, redactor);
        reader.Expect(addresses);
        foreach (var (address, value) in addresses.Zip(written))
        {
            var read = await reader.ReadShown(address, isRenewal: false, cancellation);
            if (read != value)
            {
                throw new StevedoreException(
                    $"Cannot write {ParameterFaults.Name(address, region)}",
                    "it does not read back as written",
                    "Run again; somebody else may be writing it."
                );
            }
        }
    }
}
