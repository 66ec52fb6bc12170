namespace Stevedore.Aws;

/// <summary>Where something is in AWS, from its name or ARN.</summary>
internal static class AwsPlace
{
    /// <summary>The region: the one chosen, else that of the ARN, else the run's.</summary>
    /// <param name="identifier">A name or an ARN.</param>
    /// <param name="chosen">Null when the settings name none.</param>
    /// <param name="what">What cannot be done without a region.</param>
    /// <exception cref="StevedoreException">Nothing says a region.</exception>
    public static string Region(IAwsClients aws, string identifier, string? chosen, string what) =>
        chosen
        ?? RegionOfArn(identifier)
        ?? aws.DefaultRegion()
        ?? throw new StevedoreException(
            what,
            "neither the settings, AWS_REGION, AWS_DEFAULT_REGION nor the AWS profile names a region",
            "Set AWS_REGION, or the region of the credentials."
        );

    private static string? RegionOfArn(string identifier) =>
        identifier.StartsWith("arn:", StringComparison.Ordinal) && identifier.Split(':') is [_, _, _, { Length: > 0 } region, ..]
            ? region
            : null;
}
