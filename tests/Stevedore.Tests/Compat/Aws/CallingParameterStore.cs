using Amazon.SimpleSystemsManagement;
using Xunit;

namespace Stevedore.Tests.Compat.Aws;

[Collection(AwsEnvironment.Collection)]
public sealed class CallingParameterStore : IDisposable
{
    private readonly AwsEnvironment environment = new();
    private readonly StubEndpoint stub = new(StubAnswer.Ok());

    [Fact]
    public Task GetParameters() =>
        Sends(
            "GetParameters",
            """{"Names":["/hub/user","/hub/password"],"WithDecryption":true}""",
            client => client.GetParametersAsync(new() { Names = ["/hub/user", "/hub/password"], WithDecryption = true })
        );

    [Fact]
    public Task GetParameter() =>
        Sends("GetParameter", """{"Name":"/hub/user:3"}""", client => client.GetParameterAsync(new() { Name = "/hub/user:3" }));

    [Fact]
    public Task PutParameter() =>
        Sends(
            "PutParameter",
            """{"Name":"/hub/user","Value":"acme","Type":"SecureString","Overwrite":true,"Tier":"Intelligent-Tiering"}""",
            client =>
                client.PutParameterAsync(
                    new()
                    {
                        Name = "/hub/user",
                        Value = "acme",
                        Type = ParameterType.SecureString,
                        Overwrite = true,
                        Tier = ParameterTier.IntelligentTiering,
                    }
                )
        );

    public void Dispose()
    {
        stub.Dispose();
        environment.Dispose();
    }

    private async Task Sends(string operation, string body, Func<IAmazonSimpleSystemsManagement, Task> call)
    {
        using var client = new AmazonSimpleSystemsManagementClient(
            AwsEnvironment.Credentials,
            new AmazonSimpleSystemsManagementConfig { ServiceURL = stub.Url }
        );
        await call(client);

        Assert.Equal($"AmazonSSM.{operation}", stub.Request.Headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.1", stub.Request.Headers["Content-Type"]);
        Assert.Equal(body, stub.Request.Body);
    }
}
