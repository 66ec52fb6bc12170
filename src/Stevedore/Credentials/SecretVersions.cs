using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Stevedore.Aws;

namespace Stevedore.Credentials;

/// <summary>The versions of one secret, to be written.</summary>
internal sealed class SecretVersions(IAmazonSecretsManager client, SecretAddress address, string region, Redactor redactor)
{
    /// <summary>What cannot be done when it is refused.</summary>
    public string What { get; } = $"Cannot write {SecretReader.Name(address, region)}";

    /// <summary>The current version; without a text where the secret has no value yet, null where there is no secret.</summary>
    /// <exception cref="StevedoreException">It cannot be read, or is binary.</exception>
    public Task<SecretVersion?> Current(CancellationToken cancellation) => Read(stage: null, cancellation);

    /// <summary>The version that the current one replaced; null where there is none.</summary>
    public Task<SecretVersion?> Previous(CancellationToken cancellation) => Read("AWSPREVIOUS", cancellation);

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
            throw SecretFaults.Unwritten(cause, What, "secretsmanager:CreateSecret", address, region);
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
            throw SecretFaults.Unwritten(cause, What, "secretsmanager:PutSecretValue", address, region);
        }
    }

    private async Task<SecretVersion?> Read(string? stage, CancellationToken cancellation)
    {
        try
        {
            var response = await client.GetSecretValueAsync(new() { SecretId = address.Id, VersionStage = stage }, cancellation);
            return response.SecretString is { } text
                ? new(response.VersionId, new(text, redactor))
                : throw SecretFaults.BinaryInTheWay(What);
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
internal sealed record SecretVersion(string? Id, Secret? Text);
