namespace Stevedore.Compat.AwsJson;

/// <summary>A part of AWS with its own accounts and DNS names; the start of a region's name tells which.</summary>
/// <param name="DualStackSuffix">Null where endpoints answer only over IPv4.</param>
internal sealed record Partition(string Name, string RegionPrefix, string Suffix, string? DualStackSuffix)
{
    private static readonly Partition Commercial = new("aws", "", "amazonaws.com", "api.aws");

    private static readonly Partition[] Others =
    [
        new("aws-cn", "cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
        new("aws-us-gov", "us-gov-", "amazonaws.com", "api.aws"),
        new("aws-iso", "us-iso-", "c2s.ic.gov", null),
        new("aws-iso-b", "us-isob-", "sc2s.sgov.gov", null),
        new("aws-iso-e", "eu-isoe-", "cloud.adc-e.uk", null),
        new("aws-iso-f", "us-isof-", "csp.hci.ic.gov", null),
        new("aws-eusc", "eusc-", "amazonaws.eu", null),
    ];

    public static Partition Of(string region) =>
        Array.Find(Others, partition => region.StartsWith(partition.RegionPrefix, StringComparison.Ordinal)) ?? Commercial;
}
