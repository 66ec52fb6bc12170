using System.Text.Json;
using Amazon.SecretsManager;
using Xunit;

namespace Stevedore.Tests.Compat.Aws;

[Collection(AwsEnvironment.Collection)]
public sealed class CallingSecretsManager : IDisposable
{
    private readonly AwsEnvironment environment = new();
    private readonly StubEndpoint stub = new(StubAnswer.Ok());

    [Fact]
    public Task GetSecretValue() =>
        Sends(
            "GetSecretValue",
            """{"SecretId":"docker-hub","VersionStage":"AWSPENDING"}""",
            client => client.GetSecretValueAsync(new() { SecretId = "docker-hub", VersionStage = "AWSPENDING" })
        );

    [Fact]
    public Task DescribeSecret() =>
        Sends("DescribeSecret", """{"SecretId":"docker-hub"}""", client => client.DescribeSecretAsync(new() { SecretId = "docker-hub" }));

    [Fact]
    public Task CreateSecret() =>
        Sends(
            "CreateSecret",
            """{"Name":"docker-hub","ClientRequestToken":"once","SecretString":"s","ForceOverwriteReplicaSecret":false}""",
            client =>
                client.CreateSecretAsync(
                    new()
                    {
                        Name = "docker-hub",
                        ClientRequestToken = "once",
                        SecretString = "s",
                        ForceOverwriteReplicaSecret = false,
                    }
                )
        );

    [Fact]
    public Task PutSecretValue() =>
        Sends(
            "PutSecretValue",
            """{"SecretId":"docker-hub","ClientRequestToken":"once","SecretBinary":"AQID","VersionStages":["AWSCURRENT"]}""",
            client =>
                client.PutSecretValueAsync(
                    new()
                    {
                        SecretId = "docker-hub",
                        ClientRequestToken = "once",
                        SecretBinary = new MemoryStream([1, 2, 3]),
                        VersionStages = ["AWSCURRENT"],
                    }
                )
        );

    [Fact]
    public async Task MakesATokenWhereNoneIsGivenAndKeepsItInARetry()
    {
        using var failingOnce = new StubEndpoint(new StubAnswer(500, ""), StubAnswer.Ok());
        using var client = Client(failingOnce);
        await client.CreateSecretAsync(new() { Name = "docker-hub" }, TestContext.Current.CancellationToken);

        var tokens = failingOnce.Requests.Select(request =>
            JsonDocument.Parse(request.Body).RootElement.GetProperty("ClientRequestToken").GetGuid()
        );
        Assert.Single(tokens.Distinct());
        Assert.Equal(2, failingOnce.Requests.Length);
    }

    public void Dispose()
    {
        stub.Dispose();
        environment.Dispose();
    }

    private static AmazonSecretsManagerClient Client(StubEndpoint endpoint) =>
        new(AwsEnvironment.Credentials, new AmazonSecretsManagerConfig { ServiceURL = endpoint.Url });

    private async Task Sends(string operation, string body, Func<IAmazonSecretsManager, Task> call)
    {
        using var client = Client(stub);
        await call(client);

        Assert.Equal($"secretsmanager.{operation}", stub.Request.Headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.1", stub.Request.Headers["Content-Type"]);
        Assert.Equal(body, stub.Request.Body);
    }
}
