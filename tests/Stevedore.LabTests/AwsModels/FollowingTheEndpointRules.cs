using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;
using Xunit;

namespace Stevedore.LabTests.AwsModels;

/// <summary>The endpoints that the clients choose, against the official rules, for every region that the rules know.</summary>
public sealed class FollowingTheEndpointRules(LabFixture lab)
{
    public static TheoryData<string> Services => CompatClient.Services;

    [Theory]
    [MemberData(nameof(Services))]
    public void ChoosesTheSameInEveryRegion(string service)
    {
        var models = Models();
        var rules = ModelFile.Read(models, service, "endpoint-rule-set-1");
        foreach (var partition in ModelFile.Read(models, "partitions").GetProperty("partitions").EnumerateArray())
        {
            var regions = partition.GetProperty("regions").EnumerateObject().Select(region => region.Name);
            foreach (var region in regions.Where(region => !region.EndsWith("-global", StringComparison.Ordinal)))
            {
                foreach (var (fips, dualStack) in new[] { (false, false), (true, false), (false, true), (true, true) })
                {
                    // What a partition can do is the SDK's to say, which is newer than the models.
                    var expected = new EndpointRules(rules, Fn.Partition(region), region, fips, dualStack).Url();
                    Assert.Equal((region, fips, dualStack, expected), (region, fips, dualStack, Chosen(service, region, fips, dualStack)));
                }
            }
        }
    }

    private static string? Chosen(string service, string region, bool fips, bool dualStack)
    {
        var config = CompatClient.Of(service).Config();
        config.IgnoreConfiguredEndpointUrls = true;
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        config.UseFIPSEndpoint = fips;
        config.UseDualstackEndpoint = dualStack;
        try
        {
            return config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new AnyRequest())).URL.TrimEnd('/');
        }
        catch (AmazonClientException)
        {
            return null;
        }
    }

    private string Models() => ModelFile.Folder(lab);

    private sealed class AnyRequest : AmazonWebServiceRequest;
}
