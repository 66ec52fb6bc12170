using Amazon.Runtime;
using Amazon.SimpleSystemsManagement.Model;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;
using Stevedore.Tasks;

namespace Stevedore.Credentials;

/// <summary>Turns what Parameter Store refuses into errors with a remedy.</summary>
internal static class ParameterFaults
{
    public static StevedoreException From(Exception cause, ParameterAddress address, string region)
    {
        var what = What(address, region);
        return cause switch
        {
            InvalidKeyIdException => Undecryptable(what, region, cause),
            AmazonServiceException denied
                when AwsFaults.IsDenied(denied) && denied.Message.Contains("KMS", StringComparison.OrdinalIgnoreCase) => Undecryptable(
                what,
                region,
                cause
            ),
            _ => AwsFaults.From(cause, what, CredentialPermissions.Parameter.On(Place(address, region))),
        };
    }

    public static StevedoreException Unwritten(Exception cause, ParameterAddress address, string region)
    {
        var what = $"Cannot write {Name(address, region)}";
        return cause switch
        {
            ParameterAlreadyExistsException => new(what, "somebody else has made it in this moment", "Run again.", cause),
            InvalidKeyIdException => KeyFaults.Unencryptable(what, region, CredentialPermissions.EncryptParameter, cause),
            _ when KeyFaults.IsOfKey(cause) => KeyFaults.Unencryptable(what, region, CredentialPermissions.EncryptParameter, cause),
            _ => AwsFaults.From(cause, what, CredentialPermissions.PutParameter.On(Place(address, region))),
        };
    }

    /// <summary>A parameter keeps the type that it was made with.</summary>
    public static StevedoreException InTheClear(ParameterAddress address, string region, string type) =>
        new(
            $"Cannot write {Name(address, region)}",
            $"it is a {type}, and the password would lie there in clear text",
            $"Delete it with `aws ssm delete-parameter --name {address.Name} --region {region}` and run again, which makes a SecureString, or name another."
        );

    /// <summary>Only a parameter can be written, not one of its versions; null for a parameter.</summary>
    public static StevedoreException? NamesVersion(ParameterAddress address, string region) =>
        !address.Name.StartsWith("arn:", StringComparison.Ordinal) && address.Name.Contains(':', StringComparison.Ordinal)
            ? new(
                $"Cannot write {Name(address, region)}",
                "the settings name a version or label of it, and what is stored becomes a new version",
                "Take what begins with the colon out of credentials.parameterStore."
            )
            : null;

    /// <summary>The user name was refused when the password was written already.</summary>
    /// <param name="cause">Why it was refused.</param>
    /// <param name="state">What became of the password.</param>
    /// <param name="further">What to do beside mending the cause.</param>
    public static StevedoreException Half(StevedoreException cause, string state, string further) =>
        new(cause.What, $"{cause.Why}; {state}", $"{cause.Fix} {further}", cause.InnerException);

    public static StevedoreException Missing(ParameterAddress address, string region) =>
        new(
            What(address, region),
            "Parameter Store has no such parameter there",
            "Correct the name or the region (credentials.parameterStore.region), or make it with the target CredentialsStore."
        );

    /// <summary>Where a policy has to allow it.</summary>
    public static PermissionPlace Place(ParameterAddress address, string region) => new(region, Name: address.Name.TrimStart('/'));

    /// <summary>How messages call a parameter.</summary>
    public static string Name(ParameterAddress address, string region) =>
        $"the parameter '{address.Name}' in {region}{(address.Role is null ? "" : $" by the role {address.Role}")}";

    private static string What(ParameterAddress address, string region) => $"Cannot read {Name(address, region)}";

    private static StevedoreException Undecryptable(string what, string region, Exception cause) =>
        new(
            what,
            "it cannot be decrypted: its KMS key is disabled, deleted, or not to be used by this role",
            $"Let the role use the key ({CredentialPermissions.ParameterKey.On(new(region, Name: "<the parameter's key>"))}), or enable it.",
            cause
        );
}
