using Amazon.Runtime;
using Amazon.SimpleSystemsManagement.Model;
using Stevedore.Aws;

namespace Stevedore.Secrets;

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
            _ => AwsFaults.From(cause, what, "ssm:GetParameters", Arn(address.Name, region)),
        };
    }

    public static StevedoreException Missing(ParameterAddress address, string region) =>
        new(
            What(address, region),
            "Parameter Store has no such parameter there",
            "Correct the name or the region (credentials.parameterStore.region), or make it with the target CredentialsStore."
        );

    /// <summary>The resource of a policy.</summary>
    public static string Arn(string name, string region) =>
        name.StartsWith("arn:", StringComparison.Ordinal)
            ? name
            : $"arn:{AwsPlace.Partition(region)}:ssm:{region}:*:parameter/{name.TrimStart('/')}";

    /// <summary>How messages call a parameter.</summary>
    public static string Name(ParameterAddress address, string region) =>
        $"the parameter '{address.Name}' in {region}{(address.Role is null ? "" : $" by the role {address.Role}")}";

    private static string What(ParameterAddress address, string region) => $"Cannot read {Name(address, region)}";

    private static StevedoreException Undecryptable(string what, string region, Exception cause) =>
        new(
            what,
            "it cannot be decrypted: its KMS key is disabled, deleted, or not to be used by this role",
            $$"""Let the role use the key ({"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:{{AwsPlace.Partition(region)}}:kms:{{region}}:*:key/<the parameter's key>"}), or enable it.""",
            cause
        );
}
