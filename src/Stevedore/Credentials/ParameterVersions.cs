using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;

namespace Stevedore.Credentials;

/// <summary>Parameters of one region, to be written.</summary>
internal sealed class ParameterVersions(IAmazonSimpleSystemsManagement client, string region)
{
    /// <summary>Where they are.</summary>
    public string Region => region;

    /// <summary>What a parameter holds; null where there is none.</summary>
    /// <param name="holdsSecret">Whether what it will hold must not lie there in clear text.</param>
    /// <exception cref="StevedoreException">It cannot be read, or must not be written.</exception>
    public async Task<ParameterVersion?> Read(ParameterAddress address, bool holdsSecret, CancellationToken cancellation)
    {
        if (ParameterFaults.NamesVersion(address, region) is { } fault)
        {
            throw fault;
        }

        try
        {
            var response = await client.GetParametersAsync(new() { Names = [address.Name], WithDecryption = true }, cancellation);
            return response.Parameters is [var found, ..] ? Checked(found, address, holdsSecret) : null;
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw ParameterFaults.From(cause, address, region);
        }
    }

    /// <param name="old">What it holds; null to make it.</param>
    /// <exception cref="StevedoreException">It is refused.</exception>
    public async Task Put(ParameterAddress address, string value, ParameterVersion? old, CancellationToken cancellation)
    {
        try
        {
            // One that is there keeps the type and the key that it was made with.
            _ = await client.PutParameterAsync(
                old is null
                    ? new()
                    {
                        Name = address.Name,
                        Value = value,
                        Type = ParameterType.SecureString,
                    }
                    : new()
                    {
                        Name = address.Name,
                        Value = value,
                        Overwrite = true,
                    },
                cancellation
            );
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw ParameterFaults.Unwritten(cause, address, region);
        }
    }

    /// <exception cref="StevedoreException">It is refused.</exception>
    public async Task Delete(ParameterAddress address, CancellationToken cancellation)
    {
        try
        {
            _ = await client.DeleteParameterAsync(new DeleteParameterRequest { Name = address.Name }, cancellation);
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(
                cause,
                $"Cannot delete {ParameterFaults.Name(address, region)}",
                CredentialPermissions.DeleteParameter.On(ParameterFaults.Place(address, region))
            );
        }
    }

    private ParameterVersion Checked(Parameter found, ParameterAddress address, bool holdsSecret) =>
        holdsSecret && found.Type != ParameterType.SecureString
            ? throw ParameterFaults.InTheClear(address, region, found.Type?.Value ?? "no SecureString")
            : new(found.Value ?? "");
}

/// <summary>What a parameter holds.</summary>
internal sealed record ParameterVersion(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Redactor.Mark;
}
