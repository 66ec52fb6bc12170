using System.Net;
using System.Text.Json;
using Amazon.ECR;
using Amazon.Runtime;
using Xunit;

namespace Stevedore.LabTests.AwsApi;

/// <summary>Calls by a user without rights, against an API that enforces them.</summary>
public sealed class DeniedCalls(LabFixture lab)
{
    [Fact]
    public async Task SayWhoMayNotDoWhat()
    {
        await using var api = await EnforcingApi.Start(lab, freeCalls: 2);
        await api.Aws("iam", "create-user", "--user-name", "nobody");
        var key = JsonDocument
            .Parse(await api.Aws("iam", "create-access-key", "--user-name", "nobody"))
            .RootElement.GetProperty("AccessKey");
        using var client = new AmazonECRClient(
            new BasicAWSCredentials(key.GetProperty("AccessKeyId").GetString(), key.GetProperty("SecretAccessKey").GetString()),
            new AmazonECRConfig { ServiceURL = api.Url, AuthenticationRegion = "eu-central-1" }
        );

        var error = await Assert.ThrowsAsync<AmazonECRException>(() =>
            client.DescribeRepositoriesAsync(new(), TestContext.Current.CancellationToken)
        );
        Assert.Equal(HttpStatusCode.Forbidden, error.StatusCode);
        Assert.StartsWith("AccessDenied", error.ErrorCode, StringComparison.Ordinal);
        Assert.Equal("User: arn:aws:iam::123456789012:user/nobody is not authorized to perform: ecr:DescribeRepositories", error.Message);
    }
}
