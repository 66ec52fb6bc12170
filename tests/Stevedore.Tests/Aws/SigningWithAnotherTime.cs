using System.Globalization;
using Amazon.SecretsManager.Model;
using Stevedore.Aws;
using Stevedore.Tests.Compat.Aws;
using Xunit;

namespace Stevedore.Tests.Aws;

/// <summary>What becomes of a request where this machine's clock is not that of AWS: what Doctor says of clocks rests on it.</summary>
[Collection(AwsEnvironment.Collection)]
public sealed class SigningWithAnotherTime : IDisposable
{
    private readonly AwsEnvironment environment = new();
    private readonly DateTimeOffset theirs = DateTimeOffset.UtcNow.AddHours(2);
    private readonly StubEndpoint endpoint;

    public SigningWithAnotherTime()
    {
        var late = StubAnswer.Error("InvalidSignatureException", "Signature expired: it is now earlier than it was");
        endpoint = new(
            late with
            {
                Headers = new() { ["Date"] = theirs.ToString("R", CultureInfo.InvariantCulture) },
            },
            StubAnswer.Ok("""{"SecretString":"s"}""")
        );
        environment.With("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE").With("AWS_SECRET_ACCESS_KEY", "secret").With("AWS_ENDPOINT_URL", endpoint.Url);
    }

    public void Dispose()
    {
        endpoint.Dispose();
        environment.Dispose();
    }

    [Fact]
    public async Task IsSignedAgainWithTheTimeOfAws()
    {
        using var clients = new AwsClients();

        await Read(clients);

        Assert.False(clients.SignsWithOwnTime());
        Assert.Equal(2, endpoint.Requests.Length);
        var signed = DateTimeOffset.ParseExact(
            endpoint.Requests[1].Headers["X-Amz-Date"],
            "yyyyMMdd'T'HHmmss'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal
        );
        Assert.InRange((signed - theirs).Duration(), TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task IsRefusedWhereTheSdkIsToldToKeepToItsOwn()
    {
        environment.With("AWS_DISABLE_CLOCK_SKEW_CORRECTION", "true");
        using var clients = new AwsClients();

        var cause = await Assert.ThrowsAnyAsync<Exception>(() => Read(clients));

        Assert.True(clients.SignsWithOwnTime());
        Assert.Contains("Signature expired", cause.Message, StringComparison.Ordinal);
    }

    private static async Task Read(AwsClients clients)
    {
        using var secrets = clients.SecretsManager("eu-central-1", role: null);
        await secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "n" }, TestContext.Current.CancellationToken);
    }
}
