using System.Text;
using Amazon.ECR;
using Amazon.ECRPublic;
using Amazon.SecretsManager;
using Amazon.SimpleSystemsManagement;
using Xunit;

namespace Stevedore.Tests.Compat.Aws;

[Collection(AwsEnvironment.Collection)]
public sealed class ReadingResponses : IDisposable
{
    private readonly AwsEnvironment environment = new();

    [Fact]
    public async Task OfALogin()
    {
        using var stub = new StubEndpoint(
            StubAnswer.Ok(
                """{"authorizationData":[{"authorizationToken":"QVdTOng=","expiresAt":1.7000000005E9,"proxyEndpoint":"https://e"}]}"""
            )
        );
        using var client = Ecr(stub);
        var response = await client.GetAuthorizationTokenAsync(new(), TestContext.Current.CancellationToken);

        var login = Assert.Single(response.AuthorizationData!);
        Assert.Equal("QVdTOng=", login.AuthorizationToken);
        Assert.Equal(new DateTime(2023, 11, 14, 22, 13, 20, 500, DateTimeKind.Utc), login.ExpiresAt);
        Assert.Equal(DateTimeKind.Utc, login.ExpiresAt!.Value.Kind);
        Assert.Equal("https://e", login.ProxyEndpoint);
        Assert.Equal("request-1", response.ResponseMetadata.RequestId);
    }

    [Fact]
    public async Task OfAPublicLoginWhichIsOneObject()
    {
        using var stub = new StubEndpoint(
            StubAnswer.Ok("""{"authorizationData":{"authorizationToken":"QVdTOng=","expiresAt":1700000000}}""")
        );
        using var client = new AmazonECRPublicClient(AwsEnvironment.Credentials, new AmazonECRPublicConfig { ServiceURL = stub.Url });
        var response = await client.GetAuthorizationTokenAsync(new(), TestContext.Current.CancellationToken);

        Assert.Equal("QVdTOng=", response.AuthorizationData!.AuthorizationToken);
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(1700000000), response.AuthorizationData.ExpiresAt);
    }

    [Fact]
    public async Task OfTheRegistryAlias()
    {
        using var stub = new StubEndpoint(
            StubAnswer.Ok(
                """{"registries":[{"registryId":"1","registryArn":"a","registryUri":"public.ecr.aws/acme","verified":true,"aliases":[{"name":"acme","status":"ACTIVE","primaryRegistryAlias":true,"defaultRegistryAlias":false}]}]}"""
            )
        );
        using var client = new AmazonECRPublicClient(AwsEnvironment.Credentials, new AmazonECRPublicConfig { ServiceURL = stub.Url });
        var response = await client.DescribeRegistriesAsync(new(), TestContext.Current.CancellationToken);

        var alias = Assert.Single(Assert.Single(response.Registries!).Aliases!);
        Assert.Equal("acme", alias.Name);
        Assert.Equal(RegistryAliasStatus.ACTIVE, alias.Status);
        Assert.True(alias.PrimaryRegistryAlias);
        Assert.False(alias.DefaultRegistryAlias);
    }

    [Fact]
    public async Task OfImagesAndFailuresTogether()
    {
        using var stub = new StubEndpoint(
            StubAnswer.Ok(
                """{"images":[{"imageId":{"imageTag":"1"},"imageManifest":"{\"schemaVersion\":2}"}],"failures":[{"imageId":{"imageTag":"2"},"failureCode":"ImageNotFound","failureReason":"Requested image not found"}]}"""
            )
        );
        using var client = Ecr(stub);
        var response = await client.BatchGetImageAsync(new() { RepositoryName = "api" }, TestContext.Current.CancellationToken);

        Assert.Equal("""{"schemaVersion":2}""", Assert.Single(response.Images!).ImageManifest);
        var failure = Assert.Single(response.Failures!);
        Assert.Equal("2", failure.ImageId!.ImageTag);
        Assert.Equal(ImageFailureCode.ImageNotFound, failure.FailureCode);
    }

    [Fact]
    public async Task OfASecretOfBytes()
    {
        using var stub = new StubEndpoint(
            StubAnswer.Ok("""{"Name":"s","SecretBinary":"c2VjcmV0","VersionStages":["AWSCURRENT"],"CreatedDate":"2026-01-02T03:04:05Z"}""")
        );
        using var client = new AmazonSecretsManagerClient(
            AwsEnvironment.Credentials,
            new AmazonSecretsManagerConfig { ServiceURL = stub.Url }
        );
        var response = await client.GetSecretValueAsync(new() { SecretId = "s" }, TestContext.Current.CancellationToken);

        Assert.Equal("secret", Encoding.UTF8.GetString(response.SecretBinary!.ToArray()));
        Assert.Null(response.SecretString);
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), response.CreatedDate);
    }

    [Fact]
    public async Task OfParametersFoundAndNotFound()
    {
        using var stub = new StubEndpoint(
            StubAnswer.Ok("""{"Parameters":[{"Name":"/a","Type":"SecureString","Value":"v","Version":3}],"InvalidParameters":["/b"]}""")
        );
        using var client = new AmazonSimpleSystemsManagementClient(
            AwsEnvironment.Credentials,
            new AmazonSimpleSystemsManagementConfig { ServiceURL = stub.Url }
        );
        var response = await client.GetParametersAsync(new() { Names = ["/a", "/b"] }, TestContext.Current.CancellationToken);

        var parameter = Assert.Single(response.Parameters!);
        Assert.Equal(ParameterType.SecureString, parameter.Type);
        Assert.Equal(3, parameter.Version);
        Assert.Equal(["/b"], response.InvalidParameters!);
    }

    public void Dispose() => environment.Dispose();

    private static AmazonECRClient Ecr(StubEndpoint stub) => new(AwsEnvironment.Credentials, new AmazonECRConfig { ServiceURL = stub.Url });
}
