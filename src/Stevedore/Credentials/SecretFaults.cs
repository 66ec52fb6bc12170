using Amazon.Runtime;
using Amazon.SecretsManager.Model;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;
using Stevedore.Tasks;

namespace Stevedore.Credentials;

/// <summary>Turns what Secrets Manager refuses into errors with a remedy.</summary>
internal static class SecretFaults
{
    public static StevedoreException From(Exception cause, SecretAddress address, string region)
    {
        var what = $"Cannot read {SecretReader.Name(address, region)}";
        return cause switch
        {
            ResourceNotFoundException when address.VersionStage is not null || address.VersionId is not null => new(
                what,
                "Secrets Manager has no such secret there, or not that version of it",
                $"List its versions with `aws secretsmanager list-secret-version-ids --secret-id {address.Id} --region {region}`, and correct versionStage or versionId.",
                cause
            ),
            ResourceNotFoundException empty when HasNoValue(empty) => new(
                what,
                "it has no value yet",
                "Give it one with the target CredentialsStore.",
                cause
            ),
            ResourceNotFoundException => new(
                what,
                "Secrets Manager has no such secret there",
                $"Correct the name or the region (credentials.region; a secret of another account needs its ARN), or make it with the target CredentialsStore.",
                cause
            ),
            InvalidRequestException deleted when IsDeleted(deleted) => Deleted(what, address, region, cause),
            DecryptionFailureException => Undecryptable(what, region, cause),
            AmazonServiceException denied when AwsFaults.IsDenied(denied) && denied.Message.Contains("KMS", StringComparison.Ordinal) =>
                Undecryptable(what, region, cause),
            _ => AwsFaults.From(cause, what, CredentialPermissions.Secret.On(Place(address.Id, region))),
        };
    }

    /// <param name="cause">What the SDK threw.</param>
    /// <param name="what">What was being done.</param>
    /// <param name="needed">What writing needs.</param>
    public static StevedoreException Unwritten(Exception cause, string what, Permission needed, SecretAddress address, string region) =>
        cause switch
        {
            ResourceNotFoundException => NoSuchArn(what),
            InvalidRequestException deleted when IsDeleted(deleted) => Deleted(what, address, region, cause),
            EncryptionFailureException or DecryptionFailureException => KeyFaults.Unencryptable(
                what,
                region,
                CredentialPermissions.EncryptSecret,
                cause
            ),
            _ when KeyFaults.IsOfKey(cause) => KeyFaults.Unencryptable(what, region, CredentialPermissions.EncryptSecret, cause),
            AmazonServiceException { StatusCode: >= System.Net.HttpStatusCode.InternalServerError } => Undecided(cause, what),
            _ => AwsFaults.From(cause, what, needed.On(Place(address.Id, region))),
        };

    // Some services fail after they have stored.
    private static StevedoreException Undecided(Exception cause, string what) =>
        new(
            what,
            $"AWS failed, so that it may be written or not ({OutsideText.Clean(cause.Message).TrimEnd('.')})",
            "See with the target CredentialsCheck, and run again where it is not.",
            cause
        );

    public static StevedoreException NoSuchArn(string what) =>
        new(what, "there is no secret of that ARN", "Name it without the ARN; AWS adds characters of its own.");

    public static StevedoreException BinaryInTheWay(string what) =>
        new(what, "it is binary, and would be overwritten as a whole", "Name another secret, or delete this one.");

    public static StevedoreException Nothing(string what) =>
        new(
            what,
            "AWS answered with neither text nor bytes",
            "Look at the secret in the console, and at what answers for AWS: AWS_ENDPOINT_URL, the proxy."
        );

    /// <summary>Whether the secret itself is there: Terraform, CDK and the console can make it before its first value.</summary>
    public static bool HasNoValue(ResourceNotFoundException cause) =>
        cause.Message.Contains("staging label", StringComparison.OrdinalIgnoreCase)
        || cause.Message.Contains("secret value", StringComparison.OrdinalIgnoreCase);

    public static StevedoreException Binary(SecretAddress address, string region, bool isBinary) =>
        new(
            $"Cannot read {SecretReader.Name(address, region)}",
            isBinary ? "it is binary, and a credential is text" : "it has no value",
            "Store it as text: a JSON object with a key for the user name and one for the password, as the target CredentialsStore does."
        );

    public static bool IsDeleted(InvalidRequestException cause) =>
        cause.Message.Contains("deletion", StringComparison.OrdinalIgnoreCase)
        || cause.Message.Contains("deleted", StringComparison.OrdinalIgnoreCase);

    private static PermissionPlace Place(string id, string region) => new(region, Name: id);

    private static StevedoreException Deleted(string what, SecretAddress address, string region, Exception cause) =>
        new(
            what,
            "it is scheduled for deletion",
            $"Bring it back with `aws secretsmanager restore-secret --secret-id {address.Id} --region {region}`, or name another.",
            cause
        );

    private static StevedoreException Undecryptable(string what, string region, Exception cause) =>
        new(
            what,
            "it cannot be decrypted: its KMS key is disabled, deleted, or not to be used by this role",
            $"Let the role use the key ({CredentialPermissions.SecretKey.On(new(region, Name: "<the secret's key>"))}), or enable it.",
            cause
        );
}
