using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Stevedore.Compat.AwsJson;

/// <summary>A configured endpoint, or else the service's own of the region.</summary>
/// <param name="prefix">What stands before the region in the host name.</param>
/// <param name="exception">The host prefix and DNS suffix of the few cases that do not follow the rule; null where it holds.</param>
internal sealed class RegionalEndpoints(string prefix, Func<Partition, bool, bool, (string Prefix, string Suffix)?>? exception = null)
    : IEndpointProvider
{
    public const string Endpoint = nameof(Endpoint);
    public const string Region = nameof(Region);
    public const string UseFips = "UseFIPS";
    public const string UseDualStack = nameof(UseDualStack);

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        if (parameters[Endpoint] is string { Length: > 0 } configured)
        {
            return new Endpoint(configured);
        }

        var region = parameters[Region] as string ?? throw new AmazonClientException("Invalid Configuration: Missing Region");
        return new Endpoint(Url(region, parameters[UseFips] is true, parameters[UseDualStack] is true));
    }

    private string Url(string region, bool fips, bool dualStack)
    {
        var partition = Partition.Of(region);
        if (dualStack && partition.DualStackSuffix is null)
        {
            throw new AmazonClientException($"DualStack is enabled but partition {partition.Name} does not support DualStack");
        }

        var (host, suffix) =
            exception?.Invoke(partition, fips, dualStack)
            ?? (fips ? $"{prefix}-fips" : prefix, dualStack ? partition.DualStackSuffix! : partition.Suffix);
        return $"https://{host}.{region}.{suffix}";
    }
}
