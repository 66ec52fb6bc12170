using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Stevedore.Aws;
using Stevedore.Settings;

namespace Stevedore.Secrets;

/// <summary>Writes credentials to a secret of AWS Secrets Manager.</summary>
public sealed class SecretWriter(IAwsClients aws, Redactor redactor) : ICredentialStore
{
    /// <inheritdoc/>
    public Type SettingsType => typeof(SecretsManagerCredentialSettings);

    /// <inheritdoc/>
    public async Task<string> Write(CredentialSettings settings, NewCredential credential, CancellationToken cancellation)
    {
        var secret = (SecretsManagerCredentialSettings)settings;
        if (secret.VersionId is not null || secret.VersionStage is not (null or "AWSCURRENT"))
        {
            throw new StevedoreException(
                $"Cannot store the credentials in the secret '{secret.SecretsManager}'",
                $"the settings read {(secret.VersionId is null ? $"its stage {secret.VersionStage}" : $"its version {secret.VersionId}")}, and what is stored becomes AWSCURRENT",
                "Take versionId and versionStage out of the credentials."
            );
        }

        var reader = new SecretReader(aws, redactor);
        var address = SecretsManagerCredentials.Address(secret);
        var region = reader.Region(address);
        using var client = aws.SecretsManager(region, secret.Role);
        var existing = await Existing(reader, address, cancellation);
        var what = $"Cannot write {SecretReader.Name(address, region)}";
        var text = SecretUpdate.Apply(existing, secret, credential, what);
        await (
            existing is null
                ? Create(client, secret.SecretsManager, region, text, what, cancellation)
                : Put(client, secret.SecretsManager, region, text, what, cancellation)
        );
        await Prove(address, text, what, cancellation);
        return $"{(existing is null ? "Created" : "Updated")} {SecretReader.Name(address, region)}{Keys(secret, credential)}; it reads back as written.";
    }

    private static async Task<Secret?> Existing(SecretReader reader, SecretAddress address, CancellationToken cancellation)
    {
        try
        {
            return await reader.Read(address, isRenewal: false, cancellation);
        }
        catch (StevedoreException cause) when (cause.InnerException is ResourceNotFoundException)
        {
            return null;
        }
    }

    private static async Task Create(
        IAmazonSecretsManager client,
        string id,
        string region,
        Secret text,
        string what,
        CancellationToken cancellation
    )
    {
        if (id.StartsWith("arn:", StringComparison.Ordinal))
        {
            throw new StevedoreException(
                what,
                "there is no secret of that ARN",
                "Name it without the ARN; AWS adds characters of its own."
            );
        }

        try
        {
            _ = await client.CreateSecretAsync(
                new()
                {
                    Name = id,
                    SecretString = text.Reveal(),
                    Description = "Credentials of a container registry",
                },
                cancellation
            );
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(cause, what, "secretsmanager:CreateSecret", SecretFaults.Arn(id, region));
        }
    }

    private static async Task Put(
        IAmazonSecretsManager client,
        string id,
        string region,
        Secret text,
        string what,
        CancellationToken cancellation
    )
    {
        try
        {
            _ = await client.PutSecretValueAsync(new() { SecretId = id, SecretString = text.Reveal() }, cancellation);
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(cause, what, "secretsmanager:PutSecretValue", SecretFaults.Arn(id, region));
        }
    }

    private async Task Prove(SecretAddress address, Secret written, string what, CancellationToken cancellation)
    {
        var read = await new SecretReader(aws, redactor).Read(address, isRenewal: false, cancellation);
        if (read.Reveal() != written.Reveal())
        {
            throw new StevedoreException(what, "it does not read back as written", "Run again; somebody else may be writing it.");
        }
    }

    private static string Keys(SecretsManagerCredentialSettings secret, NewCredential credential)
    {
        if (SecretUpdate.IsWhole(secret))
        {
            return "";
        }

        var (username, password) = SecretText.Keys(secret);
        return credential.Username is null ? $" (key {password})" : $" (keys {username} and {password})";
    }
}
