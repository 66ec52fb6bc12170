using Stevedore.Aws;
using Stevedore.Settings;

namespace Stevedore.Credentials;

/// <summary>Writes credentials to two parameters of Parameter Store, the password encrypted and first.</summary>
internal sealed class ParameterWriter(IAwsClients aws, Redactor redactor) : ICredentialStore
{
    /// <inheritdoc/>
    public Type SettingsType => typeof(ParameterStoreCredentialSettings);

    /// <inheritdoc/>
    public async Task<string> Write(CredentialSettings settings, NewCredential credential, CancellationToken cancellation)
    {
        var (username, password) = ParameterStoreCredentials.Addresses((ParameterStoreCredentialSettings)settings) switch
        {
            [var first, var second] => (first, second),
            _ => throw new InvalidOperationException("There are two parameters."),
        };
        var region = new ParameterReader(aws, redactor).Region(username);
        using var client = aws.ParameterStore(region, username.Role);
        var store = new ParameterVersions(client, region);
        var old = await store.Read(password, holdsSecret: true, cancellation);
        var oldUser = await store.Read(username, holdsSecret: false, cancellation);
        await store.Put(password, credential.Password.Reveal(), old, cancellation);
        try
        {
            await store.Put(username, credential.Username!, oldUser, cancellation);
        }
        catch (StevedoreException cause)
        {
            throw await Undo(store, password, old, cause, cancellation);
        }

        await Prove([(username, credential.Username!), (password, credential.Password.Reveal())], region, cancellation);
        return $"{Done(username, oldUser, region)}. {Done(password, old, region)}. They read back as written.";
    }

    // The new password belongs to the new user: beside the old one it would lock everybody out.
    private static async Task<StevedoreException> Undo(
        ParameterVersions store,
        ParameterAddress password,
        ParameterVersion? old,
        StevedoreException cause,
        CancellationToken cancellation
    )
    {
        var name = ParameterFaults.Name(password, store.Region);
        try
        {
            await (old is null ? store.Delete(password, cancellation) : store.Put(password, old.Value, old, cancellation));
            return ParameterFaults.Half(
                cause,
                old is null
                    ? $"{name}, which was made before, is deleted again"
                    : $"{name}, which was written before, has its old value again",
                "Then run again."
            );
        }
        catch (StevedoreException also)
        {
            return old is null
                ? ParameterFaults.Half(
                    cause,
                    $"{name} was made and holds the new password ({also.Why})",
                    $"Run again, or delete it with `aws ssm delete-parameter --name {password.Name} --region {store.Region}`."
                )
                : ParameterFaults.Half(
                    cause,
                    $"{name} has the new password already, and its old one could not be put back ({also.Why})",
                    $"Then run again, or take the old value from `aws ssm get-parameter-history --name {password.Name} --with-decryption --region {store.Region}`."
                );
        }
    }

    private static string Done(ParameterAddress address, ParameterVersion? old, string region) =>
        $"{(old is null ? "Created" : "Updated")} {ParameterFaults.Name(address, region)}";

    private async Task Prove((ParameterAddress Address, string Value)[] written, string region, CancellationToken cancellation)
    {
        var reader = new ParameterReader(aws, redactor);
        foreach (var (address, value) in written)
        {
            if (await reader.ReadShown(address, isRenewal: false, cancellation) != value)
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
