using Amazon.Runtime;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;

namespace Stevedore.Credentials;

/// <summary>What can be wrong with the KMS key that a secret or parameter is encrypted with.</summary>
internal static class KeyFaults
{
    /// <summary>Whether it is the key that may not be used, and not the secret or parameter.</summary>
    public static bool IsOfKey(Exception cause) =>
        cause is AmazonServiceException denied
        && AwsFaults.IsDenied(denied)
        && (denied.Message.Contains("KMS", StringComparison.Ordinal) || denied.Message.Contains("kms:", StringComparison.Ordinal));

    /// <param name="needed">What writing needs of the key.</param>
    public static StevedoreException Unencryptable(string what, string region, Permission needed, Exception cause)
    {
        var key =
            DeniedAction.From(cause.Message)?.Resource is { } arn && arn.Contains(":kms:", StringComparison.Ordinal) ? arn : "<its key>";
        return new(
            what,
            "it cannot be encrypted: its KMS key is disabled, deleted, or not to be used by this role",
            $"Let the role use the key ({needed.On(new(region, Name: key))}), or enable it.",
            cause
        );
    }
}
