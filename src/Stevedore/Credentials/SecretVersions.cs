using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;

namespace Stevedore.Credentials;

/// <summary>The versions of one secret, to be written.</summary>
internal sealed class SecretVersions(IAmazonSecretsManager client, SecretAddress address, string region, Redactor redactor)
{
    /// <summary>What cannot be done when it is refused.</summary>
    public string What { get; } = $"Cannot write {SecretReader.Name(address, region)}";

    /// <summary>The current version; without a text where the secret has no value yet, null where there is no secret.</summary>
    /// <exception cref="StevedoreException">It cannot be read, or is binary.</exception>
    public async Task<SecretVersion?> Current(CancellationToken cancellation)
    {
        var current = await Read(stage: null, cancellation);
        return current?.Binary is null ? current : throw SecretFaults.BinaryInTheWay(What);
    }

    /// <summary>The version that the current one replaced; null where there is none.</summary>
    /// <exception cref="StevedoreException">It cannot be read, or is binary: then it is the current one again.</exception>
    public async Task<SecretVersion?> Previous(CancellationToken cancellation)
    {
        SecretVersion? previous;
        try
        {
            previous = await Read("AWSPREVIOUS", cancellation);
        }
        catch (StevedoreException fault)
        {
            throw new StevedoreException(
                $"Cannot tell what {SecretReader.Name(address, region)} held before",
                $"the new credentials are in it, but {fault.Why}",
                $"{fault.Fix} What it held, if somebody else wrote it in that moment, is its version AWSPREVIOUS.",
                fault
            );
        }

        if (previous?.Binary is not { } binary)
        {
            return previous;
        }

        await PutBack(binary, cancellation);
        throw SecretFaults.BinaryInTheWay(What);
    }

    /// <returns>The version's id; null when somebody else has made the secret meanwhile.</returns>
    public async Task<string?> Create(Secret text, CancellationToken cancellation)
    {
        if (address.Id.StartsWith("arn:", StringComparison.Ordinal))
        {
            throw SecretFaults.NoSuchArn(What);
        }

        try
        {
            var response = await client.CreateSecretAsync(
                new()
                {
                    Name = address.Id,
                    SecretString = text.Reveal(),
                    Description = "Credentials of a container registry",
                },
                cancellation
            );
            return response.VersionId;
        }
        catch (ResourceExistsException)
        {
            return null;
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw SecretFaults.Unwritten(cause, What, CredentialPermissions.CreateSecret, address, region);
        }
    }

    /// <returns>The version's id.</returns>
    public async Task<string> Put(Secret text, CancellationToken cancellation)
    {
        // The token becomes the version's id, so that what the SDK sends again makes no second version.
        var id = Guid.NewGuid().ToString();
        try
        {
            var response = await client.PutSecretValueAsync(
                new()
                {
                    SecretId = address.Id,
                    SecretString = text.Reveal(),
                    ClientRequestToken = id,
                },
                cancellation
            );
            return response.VersionId ?? id;
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw SecretFaults.Unwritten(cause, What, CredentialPermissions.PutSecret, address, region);
        }
    }

    private async Task PutBack(MemoryStream binary, CancellationToken cancellation)
    {
        try
        {
            _ = await client.PutSecretValueAsync(
                new()
                {
                    SecretId = address.Id,
                    SecretBinary = binary,
                    ClientRequestToken = Guid.NewGuid().ToString(),
                },
                cancellation
            );
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw new StevedoreException(
                What,
                "somebody else has made it binary in the same moment, and that could not be put back",
                $"What they wrote is its version AWSPREVIOUS: make it AWSCURRENT again with `aws secretsmanager update-secret-version-stage`, and name another secret.",
                cause
            );
        }
    }

    private async Task<SecretVersion?> Read(string? stage, CancellationToken cancellation)
    {
        try
        {
            var response = await client.GetSecretValueAsync(new() { SecretId = address.Id, VersionStage = stage }, cancellation);
            return (response.SecretString, response.SecretBinary) switch
            {
                ({ } text, _) => new(response.VersionId, new(text, redactor)),
                (null, { } binary) => new(response.VersionId, null) { Binary = binary },
                _ => throw SecretFaults.Nothing(What),
            };
        }
        catch (ResourceNotFoundException missing)
        {
            return stage is null && SecretFaults.HasNoValue(missing) ? new(null, null) : null;
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw SecretFaults.From(cause, address, region);
        }
    }
}

/// <summary>A version of a secret.</summary>
/// <param name="Id">Null where the secret has no value yet.</param>
/// <param name="Text">Null where the secret has no value yet.</param>
internal sealed record SecretVersion(string? Id, Secret? Text)
{
    /// <summary>What it holds where that is no text; null where it is.</summary>
    public MemoryStream? Binary { get; init; }
}
