using Amazon;
using Amazon.ECR;
using Amazon.ECRPublic;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SimpleSystemsManagement;
using Xunit;

namespace Stevedore.Tests.Compat.Aws;

[Collection(AwsEnvironment.Collection)]
public sealed class SigningRequests : IDisposable
{
    private readonly StubEndpoint stub = new(StubAnswer.Ok());
    private readonly AwsEnvironment environment = new();

    [Fact]
    public async Task NamesEcrAndTheRegionOfTheClient()
    {
        await CallEcr(new() { ServiceURL = stub.Url, AuthenticationRegion = "eu-central-1" });
        IsSignedFor("AKIDEXAMPLE", "eu-central-1/ecr");
    }

    [Fact]
    public async Task NamesEcrPublic()
    {
        var config = new AmazonECRPublicConfig { ServiceURL = stub.Url, AuthenticationRegion = "us-east-1" };
        using var client = new AmazonECRPublicClient(AwsEnvironment.Credentials, config);
        await client.GetAuthorizationTokenAsync(new(), TestContext.Current.CancellationToken);
        IsSignedFor("AKIDEXAMPLE", "us-east-1/ecr-public");
    }

    [Fact]
    public async Task NamesSecretsManager()
    {
        var config = new AmazonSecretsManagerConfig { ServiceURL = stub.Url, AuthenticationRegion = "cn-north-1" };
        using var client = new AmazonSecretsManagerClient(AwsEnvironment.Credentials, config);
        await client.GetSecretValueAsync(new() { SecretId = "s" }, TestContext.Current.CancellationToken);
        IsSignedFor("AKIDEXAMPLE", "cn-north-1/secretsmanager");
    }

    [Fact]
    public async Task NamesParameterStore()
    {
        var config = new AmazonSimpleSystemsManagementConfig { ServiceURL = stub.Url, AuthenticationRegion = "us-gov-west-1" };
        using var client = new AmazonSimpleSystemsManagementClient(AwsEnvironment.Credentials, config);
        await client.GetParameterAsync(new() { Name = "n" }, TestContext.Current.CancellationToken);
        IsSignedFor("AKIDEXAMPLE", "us-gov-west-1/ssm");
    }

    [Fact]
    public async Task NamesTheRegionOfTheEnvironmentBeforeThatOfTheClientWhereTheEnvironmentNamesTheEndpoint()
    {
        environment.With("AWS_ENDPOINT_URL", stub.Url).With("AWS_REGION", "eu-west-3");
        await CallEcr(new() { RegionEndpoint = RegionEndpoint.EUCentral1 });
        IsSignedFor("AKIDEXAMPLE", "eu-west-3/ecr");
    }

    [Fact]
    public async Task NamesTheRegionOfTheEndpointThatIsCalled()
    {
        using var http = new CapturingHttp();
        await CallEcr(new() { RegionEndpoint = RegionEndpoint.EUCentral1, HttpClientFactory = http });
        Assert.Equal("https://api.ecr.eu-central-1.amazonaws.com/", http.Url);
        Assert.Contains("/eu-central-1/ecr/aws4_request", http.Authorization, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendsTheSessionTokenOfTemporaryCredentials()
    {
        await CallEcr(
            new() { ServiceURL = stub.Url, AuthenticationRegion = "eu-central-1" },
            new SessionAWSCredentials("ASIATEMP", "secret", "session")
        );
        IsSignedFor("ASIATEMP", "eu-central-1/ecr");
        Assert.Equal("session", stub.Request.Headers["X-Amz-Security-Token"]);
    }

    public void Dispose()
    {
        environment.Dispose();
        stub.Dispose();
    }

    private static async Task CallEcr(AmazonECRConfig config, AWSCredentials? credentials = null)
    {
        using var client = new AmazonECRClient(credentials ?? AwsEnvironment.Credentials, config);
        await client.GetAuthorizationTokenAsync(new(), TestContext.Current.CancellationToken);
    }

    private void IsSignedFor(string accessKey, string scope) =>
        Assert.Matches(
            $"^AWS4-HMAC-SHA256 Credential={accessKey}/[0-9]{{8}}/{scope}/aws4_request, SignedHeaders=.*host.*, Signature=[0-9a-f]{{64}}$",
            stub.Request.Headers["Authorization"]
        );
}
