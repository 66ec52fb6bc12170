using Stevedore.Aws;
using Stevedore.Settings;

namespace Stevedore.Credentials;

/// <summary>Writes credentials to a secret of AWS Secrets Manager, beside what it holds and what others write at the same time.</summary>
internal sealed class SecretWriter(IAwsClients aws, Redactor redactor) : ICredentialStore
{
    private const int MostRounds = 8;
    private const int MostLooks = 20;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(150);

    /// <inheritdoc/>
    public Type SettingsType => typeof(SecretsManagerCredentialSettings);

    /// <inheritdoc/>
    public async Task<string> Write(CredentialSettings settings, NewCredential credential, CancellationToken cancellation)
    {
        var secret = (SecretsManagerCredentialSettings)settings;
        RefuseVersion(secret);
        var address = SecretsManagerCredentials.Address(secret);
        var region = new SecretReader(aws, redactor).Region(address);
        using var client = aws.SecretsManager(region, secret.Role);
        var versions = new SecretVersions(client, address, region, redactor);
        var isNew = await Write(versions, secret, credential, cancellation);
        return $"{(isNew ? "Created" : "Updated")} {SecretReader.Name(address, region)}{Keys(secret, credential)}; it reads back as written.";
    }

    // Secrets Manager has no condition for a write, but tells afterwards what it replaced.
    private static async Task<bool> Write(
        SecretVersions versions,
        SecretsManagerCredentialSettings settings,
        NewCredential credential,
        CancellationToken cancellation
    )
    {
        SecretOverlap? overwritten = null;
        for (var round = 0; round < MostRounds; round++)
        {
            var replaced = await versions.Current(cancellation);
            var text = await Merge(versions, replaced, settings, credential, overwritten, cancellation);
            var id = replaced is null ? await versions.Create(text, cancellation) : await versions.Put(text, cancellation);
            if (id is null)
            {
                continue;
            }

            overwritten = await Overwritten(versions, replaced, new(id, text), settings, cancellation);
            if (overwritten is null)
            {
                return replaced is null;
            }
        }

        throw NotAsWritten(versions.What);
    }

    private static async Task<Secret> Merge(
        SecretVersions versions,
        SecretVersion? current,
        SecretsManagerCredentialSettings settings,
        NewCredential credential,
        SecretOverlap? overwritten,
        CancellationToken cancellation
    )
    {
        try
        {
            return SecretUpdate.Apply(current?.Text, settings, credential, versions.What, overwritten);
        }
        catch (StevedoreException) when (overwritten is { IsNewer: true })
        {
            // It would have been refused before, had it been there then.
            _ = await versions.Put(overwritten.Text, cancellation);
            throw;
        }
    }

    /// <summary>What was lost between reading and writing; null when nothing was.</summary>
    private static async Task<SecretOverlap?> Overwritten(
        SecretVersions versions,
        SecretVersion? replaced,
        SecretVersion written,
        SecretsManagerCredentialSettings settings,
        CancellationToken cancellation
    )
    {
        var now = await Visible(versions, replaced, cancellation);
        if (now?.Id != written.Id)
        {
            return (now?.Text is { } after ? SecretUpdate.Fate(after, written.Text!, replaced?.Text, settings) : SecretFate.Lost) switch
            {
                SecretFate.Kept => null,
                SecretFate.Lost => new(written.Text!, IsNewer: false),
                _ => throw NotAsWritten(versions.What),
            };
        }

        var previous = await versions.Previous(cancellation);
        return previous?.Text is null || previous.Id == replaced?.Id || previous.Text.Equals(replaced?.Text)
            ? null
            : new(previous.Text, IsNewer: true);
    }

    // A version may be readable only a moment after it was written.
    private static async Task<SecretVersion?> Visible(SecretVersions versions, SecretVersion? replaced, CancellationToken cancellation)
    {
        var now = await versions.Current(cancellation);
        for (var look = 0; look < MostLooks && now?.Id == replaced?.Id; look++)
        {
            await Task.Delay(BetweenLooks, cancellation);
            now = await versions.Current(cancellation);
        }

        return now;
    }

    private static StevedoreException NotAsWritten(string what) =>
        new(what, "it does not read back as written", "Run again; somebody else may be writing it.");

    private static void RefuseVersion(SecretsManagerCredentialSettings secret)
    {
        if (secret.VersionId is not null || secret.VersionStage is not (null or "AWSCURRENT"))
        {
            throw new StevedoreException(
                $"Cannot store the credentials in the secret '{secret.SecretsManager}'",
                $"the settings read {(secret.VersionId is null ? $"its stage {secret.VersionStage}" : $"its version {secret.VersionId}")}, and what is stored becomes AWSCURRENT",
                "Take versionId and versionStage out of the credentials."
            );
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

/// <summary>A text of a secret that was overwritten in the same moment as it was written.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsNewer">Whether it was written after what the one that replaced it began with: then its values count.</param>
internal sealed record SecretOverlap(Secret Text, bool IsNewer);
