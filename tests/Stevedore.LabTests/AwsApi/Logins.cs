using System.Text;
using Amazon.ECR;
using Amazon.ECRPublic;
using Xunit;

namespace Stevedore.LabTests.AwsApi;

public sealed class Logins(LabFixture lab)
{
    [Fact]
    public async Task ToEcr()
    {
        using var client = new AmazonECRClient(Api.Credentials, Api.Of<AmazonECRConfig>(lab));
        var response = await client.GetAuthorizationTokenAsync(new(), TestContext.Current.CancellationToken);
        var login = Assert.Single(response.AuthorizationData!);
        Assert.Equal("AWS:123456789012-auth-token", Encoding.UTF8.GetString(Convert.FromBase64String(login.AuthorizationToken!)));
        Assert.Equal("https://123456789012.dkr.ecr.eu-central-1.amazonaws.com", login.ProxyEndpoint);
    }

    [Fact]
    public async Task ToEcrPublic()
    {
        using var client = new AmazonECRPublicClient(
            Api.Credentials,
            Api.Of<AmazonECRPublicConfig>(lab, "AWS_ENDPOINT_URL_ECR_PUBLIC", "us-east-1")
        );
        var response = await client.GetAuthorizationTokenAsync(new(), TestContext.Current.CancellationToken);
        var token = Encoding.UTF8.GetString(Convert.FromBase64String(response.AuthorizationData!.AuthorizationToken!));
        Assert.StartsWith("AWS:", token, StringComparison.Ordinal);
        Assert.True(response.AuthorizationData.ExpiresAt > DateTime.UtcNow);
    }
}
