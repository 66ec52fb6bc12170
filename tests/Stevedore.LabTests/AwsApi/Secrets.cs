using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Xunit;

namespace Stevedore.LabTests.AwsApi;

public sealed class Secrets(LabFixture lab) : IDisposable
{
    private readonly AmazonSecretsManagerClient client = new(Api.Credentials, Api.Of<AmazonSecretsManagerConfig>(lab));
    private readonly string name = Api.NewName();

    [Fact]
    public async Task AreReadAsTheyWereWritten()
    {
        await Create("""{"username":"acme","password":"hübtoken"}""");
        var secret = await Read();
        Assert.Equal("""{"username":"acme","password":"hübtoken"}""", secret.SecretString);
        Assert.Null(secret.SecretBinary);
        Assert.Equal(["AWSCURRENT"], secret.VersionStages!);
    }

    [Fact]
    public async Task KeepTheirPreviousVersion()
    {
        await Create("old");
        await client.PutSecretValueAsync(
            new() { SecretId = name, SecretBinary = new MemoryStream([1, 2, 3]) },
            TestContext.Current.CancellationToken
        );
        Assert.Equal([1, 2, 3], (await Read()).SecretBinary!.ToArray());
        Assert.Equal("old", (await Read("AWSPREVIOUS")).SecretString);
    }

    [Fact]
    public async Task AreMadeOnce()
    {
        await Create("a");
        await Assert.ThrowsAsync<ResourceExistsException>(() => Create("b"));
    }

    [Fact]
    public Task AreMissingUnderAnotherName() => Assert.ThrowsAsync<ResourceNotFoundException>(() => Read());

    [Fact]
    public async Task AreDescribedWithoutTheirValue()
    {
        var created = await Create("a");
        var described = await client.DescribeSecretAsync(new() { SecretId = name }, TestContext.Current.CancellationToken);
        Assert.Equal(created.ARN, described.ARN);
        Assert.Equal(["AWSCURRENT"], described.VersionIdsToStages![created.VersionId!]);
    }

    public void Dispose() => client.Dispose();

    private Task<CreateSecretResponse> Create(string value) =>
        client.CreateSecretAsync(new() { Name = name, SecretString = value }, TestContext.Current.CancellationToken);

    private Task<GetSecretValueResponse> Read(string? stage = null) =>
        client.GetSecretValueAsync(new() { SecretId = name, VersionStage = stage }, TestContext.Current.CancellationToken);
}
