using Amazon.Runtime.Credentials;

namespace Stevedore.Aws;

/// <summary>The region of the AWS profile.</summary>
internal static class ProfileRegion
{
    /// <summary>The same region.</summary>
    /// <exception cref="StevedoreException">Something else than a region stands there.</exception>
    public static string? Checked(string? region, Func<string, string?> variable)
    {
        if (region is null || region.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
        {
            return region;
        }

        var reason = new ProfileFiles(variable).Spelling(DefaultAWSCredentialsIdentityResolver.GetProfileName());
        throw new StevedoreException(
            "Cannot take the region of the AWS profile",
            reason?.Why ?? $"'{OutsideText.Line(region, 80)}' is no region",
            reason?.Fix ?? "Correct it in ~/.aws/config, or set AWS_REGION."
        );
    }
}
