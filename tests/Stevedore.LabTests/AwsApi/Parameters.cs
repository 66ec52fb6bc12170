using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Xunit;

namespace Stevedore.LabTests.AwsApi;

public sealed class Parameters(LabFixture lab) : IDisposable
{
    private readonly AmazonSimpleSystemsManagementClient client = new(Api.Credentials, Api.Of<AmazonSimpleSystemsManagementConfig>(lab));
    private readonly string name = $"/stevedore/{Api.NewName()}";

    [Fact]
    public async Task AreDecryptedWhenAsked()
    {
        Assert.Equal(1, (await Put("v")).Version);
        var response = await client.GetParameterAsync(new() { Name = name, WithDecryption = true }, TestContext.Current.CancellationToken);
        Assert.Equal("v", response.Parameter!.Value);
        Assert.Equal(ParameterType.SecureString, response.Parameter.Type);
    }

    [Fact]
    public async Task AreFoundTogetherWithTheNamesOfThoseThatAreNot()
    {
        await Put("v");
        var response = await client.GetParametersAsync(
            new() { Names = [name, $"{name}/none"], WithDecryption = true },
            TestContext.Current.CancellationToken
        );
        Assert.Equal("v", Assert.Single(response.Parameters!).Value);
        Assert.Equal([$"{name}/none"], response.InvalidParameters!);
    }

    [Fact]
    public async Task AreOverwrittenOnlyWhenAsked()
    {
        await Put("v");
        await Assert.ThrowsAsync<ParameterAlreadyExistsException>(() => Put("w"));
        Assert.Equal(2, (await Put("w", overwrite: true)).Version);
    }

    [Fact]
    public Task AreMissingUnderAnotherName() =>
        Assert.ThrowsAsync<ParameterNotFoundException>(() =>
            client.GetParameterAsync(new() { Name = name }, TestContext.Current.CancellationToken)
        );

    public void Dispose() => client.Dispose();

    private Task<PutParameterResponse> Put(string value, bool? overwrite = null) =>
        client.PutParameterAsync(
            new()
            {
                Name = name,
                Value = value,
                Type = ParameterType.SecureString,
                Overwrite = overwrite,
            },
            TestContext.Current.CancellationToken
        );
}
