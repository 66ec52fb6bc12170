using Amazon;
using Amazon.ECR;
using Amazon.ECRPublic;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.SecretsManager;
using Amazon.SimpleSystemsManagement;
using Xunit;

namespace Stevedore.Tests.Compat.Aws;

[Collection(AwsEnvironment.Collection)]
public sealed class ChoosingAnEndpoint : IDisposable
{
    private readonly AwsEnvironment environment = new();

    [Theory]
    [InlineData("eu-central-1", "https://api.ecr.eu-central-1.amazonaws.com/")]
    [InlineData("cn-north-1", "https://api.ecr.cn-north-1.amazonaws.com.cn/")]
    [InlineData("us-gov-west-1", "https://api.ecr.us-gov-west-1.amazonaws.com/")]
    [InlineData("us-isob-east-1", "https://api.ecr.us-isob-east-1.sc2s.sgov.gov/")]
    [InlineData("eusc-de-east-1", "https://api.ecr.eusc-de-east-1.amazonaws.eu/")]
    [InlineData("mars-north-1", "https://api.ecr.mars-north-1.amazonaws.com/")]
    public void FollowsTheRegion(string region, string url) => Assert.Equal(url, Url(new AmazonECRConfig(), region));

    [Fact]
    public void BeginsWithTheServicesOwnName()
    {
        Assert.Equal("https://api.ecr-public.us-east-1.amazonaws.com/", Url(new AmazonECRPublicConfig(), "us-east-1"));
        Assert.Equal("https://secretsmanager.us-east-1.amazonaws.com/", Url(new AmazonSecretsManagerConfig(), "us-east-1"));
        Assert.Equal("https://ssm.us-east-1.amazonaws.com/", Url(new AmazonSimpleSystemsManagementConfig(), "us-east-1"));
    }

    [Theory]
    [InlineData("us-east-1", true, false, "https://ecr-fips.us-east-1.amazonaws.com/")]
    [InlineData("us-east-1", false, true, "https://api.ecr.us-east-1.api.aws/")]
    [InlineData("us-east-1", true, true, "https://api.ecr-fips.us-east-1.api.aws/")]
    [InlineData("cn-north-1", true, false, "https://api.ecr-fips.cn-north-1.amazonaws.com.cn/")]
    public void FollowsFipsAndDualStack(string region, bool fips, bool dualStack, string url) =>
        Assert.Equal(url, Url(new AmazonECRConfig { UseFIPSEndpoint = fips, UseDualstackEndpoint = dualStack }, region));

    [Theory]
    [InlineData(true, false, "Invalid Configuration: FIPS and custom endpoint are not supported")]
    [InlineData(false, true, "Invalid Configuration: Dualstack and custom endpoint are not supported")]
    public void RefusesFipsAndDualStackOfAnEndpointThatIsConfigured(bool fips, bool dualStack, string message)
    {
        var config = new AmazonECRConfig
        {
            ServiceURL = "http://mine",
            UseFIPSEndpoint = fips,
            UseDualstackEndpoint = dualStack,
        };
        Assert.Equal(message, Assert.Throws<AmazonClientException>(() => Url(config, null)).Message);
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL")]
    [InlineData("AWS_ENDPOINT_URL_ECR")]
    public void PrefersTheEnvironmentToTheRegion(string variable)
    {
        environment.With(variable, "http://127.0.0.1:5000");
        Assert.Equal("http://127.0.0.1:5000/", Url(new AmazonECRConfig(), "eu-central-1"));
    }

    [Fact]
    public void PrefersTheVariableOfTheService()
    {
        environment
            .With("AWS_ENDPOINT_URL", "http://all")
            .With("AWS_ENDPOINT_URL_ECR", "http://ecr")
            .With("AWS_ENDPOINT_URL_ECR_PUBLIC", "http://public")
            .With("AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://secrets")
            .With("AWS_ENDPOINT_URL_SSM", "http://ssm");
        Assert.Equal("http://ecr/", Url(new AmazonECRConfig(), "eu-central-1"));
        Assert.Equal("http://public/", Url(new AmazonECRPublicConfig(), "eu-central-1"));
        Assert.Equal("http://secrets/", Url(new AmazonSecretsManagerConfig(), "eu-central-1"));
        Assert.Equal("http://ssm/", Url(new AmazonSimpleSystemsManagementConfig(), "eu-central-1"));
    }

    [Fact]
    public void PrefersTheConfigurationToTheEnvironment()
    {
        environment.With("AWS_ENDPOINT_URL_ECR", "http://ecr");
        Assert.Equal("http://mine/", Url(new AmazonECRConfig { ServiceURL = "http://mine" }, null));
    }

    [Fact]
    public void TakesTheRegionFromTheEnvironment()
    {
        environment.With("AWS_REGION", "eu-west-3");
        using var client = new AmazonECRClient(AwsEnvironment.Credentials);
        Assert.Equal("eu-west-3", client.Config.RegionEndpoint.SystemName);
    }

    [Fact]
    public void DoesNotLookAtTheDefaultRegionThatOtherSdksUse()
    {
        environment.With("AWS_DEFAULT_REGION", "eu-west-3");
        var error = Assert.Throws<AmazonClientException>(() => new AmazonECRClient(AwsEnvironment.Credentials));
        Assert.Equal("No RegionEndpoint or ServiceURL configured", error.Message);
    }

    public void Dispose() => environment.Dispose();

    private static string Url(ClientConfig config, string? region)
    {
        if (region is not null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        return config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new AnyRequest())).URL;
    }

    private sealed class AnyRequest : AmazonWebServiceRequest;
}
