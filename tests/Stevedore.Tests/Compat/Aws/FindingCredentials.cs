using Amazon.ECR;
using Xunit;

namespace Stevedore.Tests.Compat.Aws;

[Collection(AwsEnvironment.Collection)]
public sealed class FindingCredentials : IDisposable
{
    private readonly StubEndpoint stub = new(StubAnswer.Ok());
    private readonly AwsEnvironment environment = new();

    public FindingCredentials() => environment.With("AWS_REGION", "eu-central-1").With("AWS_ENDPOINT_URL", stub.Url);

    [Fact]
    public async Task TakesThoseOfTheEnvironment()
    {
        environment.With("AWS_ACCESS_KEY_ID", "AKIDENV").With("AWS_SECRET_ACCESS_KEY", "secret").With("AWS_SESSION_TOKEN", "session");
        await Call();
        Assert.Contains("Credential=AKIDENV/", stub.Request.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal("session", stub.Request.Headers["X-Amz-Security-Token"]);
    }

    [Fact]
    public async Task AsksTheContainersEndpoint()
    {
        using var container = new StubEndpoint(
            StubAnswer.Ok(
                """{"AccessKeyId":"ASIACONTAINER","SecretAccessKey":"secret","Token":"session","Expiration":"2099-01-01T00:00:00Z","RoleArn":"r"}"""
            )
        );
        environment
            .With("AWS_CONTAINER_CREDENTIALS_FULL_URI", container.Url + "credentials")
            .With("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Bearer task");
        await Call();
        Assert.Equal("/credentials", container.Request.Path);
        Assert.Equal("Bearer task", container.Request.Headers["Authorization"]);
        Assert.Contains("Credential=ASIACONTAINER/", stub.Request.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal("session", stub.Request.Headers["X-Amz-Security-Token"]);
    }

    public void Dispose()
    {
        environment.Dispose();
        stub.Dispose();
    }

    private static async Task Call()
    {
        using var client = new AmazonECRClient();
        await client.GetAuthorizationTokenAsync(new(), TestContext.Current.CancellationToken);
    }
}
