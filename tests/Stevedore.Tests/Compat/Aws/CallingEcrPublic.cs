using System.Text;
using Amazon.ECRPublic;
using Xunit;

namespace Stevedore.Tests.Compat.Aws;

[Collection(AwsEnvironment.Collection)]
public sealed class CallingEcrPublic : IDisposable
{
    private readonly AwsEnvironment environment = new();
    private readonly StubEndpoint stub = new(StubAnswer.Ok());

    [Fact]
    public Task GetAuthorizationToken() => Sends("GetAuthorizationToken", "{}", client => client.GetAuthorizationTokenAsync(new()));

    [Fact]
    public Task DescribeRegistries() =>
        Sends("DescribeRegistries", """{"maxResults":5}""", client => client.DescribeRegistriesAsync(new() { MaxResults = 5 }));

    [Fact]
    public Task DescribeRepositories() =>
        Sends(
            "DescribeRepositories",
            """{"repositoryNames":["api"]}""",
            client => client.DescribeRepositoriesAsync(new() { RepositoryNames = ["api"] })
        );

    [Fact]
    public Task CreateRepository() =>
        Sends(
            "CreateRepository",
            """{"repositoryName":"api","catalogData":{"description":"d","architectures":["ARM 64"],"logoImageBlob":"bG9nbw=="},"tags":[{"Key":"k","Value":"v"}]}""",
            client =>
                client.CreateRepositoryAsync(
                    new()
                    {
                        RepositoryName = "api",
                        CatalogData = new()
                        {
                            Description = "d",
                            Architectures = ["ARM 64"],
                            LogoImageBlob = new MemoryStream(Encoding.UTF8.GetBytes("logo")),
                        },
                        Tags = [new() { Key = "k", Value = "v" }],
                    }
                )
        );

    public void Dispose()
    {
        stub.Dispose();
        environment.Dispose();
    }

    private async Task Sends(string operation, string body, Func<IAmazonECRPublic, Task> call)
    {
        using var client = new AmazonECRPublicClient(AwsEnvironment.Credentials, new AmazonECRPublicConfig { ServiceURL = stub.Url });
        await call(client);

        Assert.Equal($"SpencerFrontendService.{operation}", stub.Request.Headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.1", stub.Request.Headers["Content-Type"]);
        Assert.Equal(body, stub.Request.Body);
    }
}
