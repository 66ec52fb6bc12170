using Amazon.SecurityToken.Model;
using Stevedore.Aws.Permissions;

namespace Stevedore.Aws;

/// <summary>Who AWS takes the caller for.</summary>
internal static class IdentityCheck
{
    private const string What = "Cannot tell who calls AWS";

    /// <param name="role">The role that is assumed first; null for the caller itself.</param>
    /// <exception cref="StevedoreException">There are no credentials, or AWS refuses them.</exception>
    public static async Task<Finding> Look(IAwsClients aws, string? region, string? role, CancellationToken cancellation)
    {
        var place =
            region
            ?? aws.DefaultRegion()
            ?? throw new StevedoreException(
                What,
                "neither the settings, AWS_REGION, AWS_DEFAULT_REGION nor the AWS profile names a region",
                "Set AWS_REGION, or the registry's region."
            );
        try
        {
            using var sts = aws.SecurityToken(place, role);
            var caller = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellation);
            return new("identity", FindingLevel.Fine, $"{caller.Arn} in {place}");
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(cause, What, CallerPermissions.Identify.On(new()));
        }
    }
}
