using Amazon;

namespace Stevedore.Settings.Rules;

/// <summary>The hosts of a registry of Amazon ECR: the usual one, and those for FIPS and for dual-stack.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/general/latest/gr/ecr.html"/></remarks>
internal static class EcrHost
{
    public const string Form = "<account>.dkr.ecr.<region>.amazonaws.com";
    private static readonly ImmutableArray<string> DualStack = ["on.aws", "on.amazonwebservices.com.cn"];

    /// <summary>The usual one. What is not known yet stands in it as <c>&lt;account&gt;</c> and <c>&lt;region&gt;</c>.</summary>
    public static string Of(string? account, string? region) =>
        $"{account ?? "<account>"}.dkr.ecr.{region ?? "<region>"}.{(region is null ? "amazonaws.com" : Suffix(region))}";

    /// <summary>Account and region of a host; null where it is none of ECR.</summary>
    public static (string Account, string Region)? Place(string host) =>
        host.Split('.', 5) switch
        {
            [var account, "dkr", "ecr" or "ecr-fips", var region, var suffix] when Is(account, region) && suffix == Suffix(region) => (
                account,
                region
            ),
            _ => host.Split('.', 4) is [var account, "dkr-ecr" or "dkr-ecr-fips", var region, var suffix]
            && Is(account, region)
            && DualStack.Contains(suffix)
                ? (account, region)
                : null,
        };

    private static bool Is(string account, string region) => AwsRules.IsAccount(account) && AwsRules.IsRegion(region);

    // The SDK knows the partitions, and which one a region that it does not know is of.
    private static string Suffix(string region) => RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix;
}
