using Amazon.ECS;
using Amazon.Runtime;
using Amazon.SecretsManager.Model;
using Stevedore.Aws;
using Stevedore.Tests.Compat.Aws;
using Xunit;

namespace Stevedore.Tests.Aws;

[Collection(AwsEnvironment.Collection)]
public sealed class AskingOneHost : IDisposable
{
    private const string Secret = "s3cr3t-password";

    private readonly AwsEnvironment environment = new();
    private readonly StubEndpoint other = new(StubAnswer.Ok("""{"ARN":"a","Name":"n","VersionId":"v"}"""));

    public AskingOneHost() =>
        environment
            .With("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
            .With("AWS_SECRET_ACCESS_KEY", "secret")
            .With("AWS_SESSION_TOKEN", "session-token");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int> Redirects => [301, 302, 303, 307, 308];

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task FollowsNoRedirect(int status)
    {
        using var first = new StubEndpoint(To($"{other.Url}steal?token=abc", status));
        environment.With("AWS_ENDPOINT_URL", first.Url);
        using var clients = new AwsClients();
        using var secrets = clients.SecretsManager("eu-central-1", role: null);

        var cause = await Assert.ThrowsAnyAsync<Exception>(() =>
            secrets.PutSecretValueAsync(new PutSecretValueRequest { SecretId = "n", SecretString = Secret }, Cancellation)
        );

        Assert.Empty(other.Requests);
        Assert.Single(first.Requests);
        Assert.True(AwsFaults.IsFromAws(cause));
        Assert.Equal(
            $"Cannot write: something else than AWS answered: it redirects to {other.Url.TrimEnd('/')}. "
                + "Check AWS_ENDPOINT_URL, the proxy (HTTPS_PROXY, NO_PROXY), and whether this network wants a sign-in first (a captive portal).",
            AwsFaults.From(cause, "Cannot write", new(["secretsmanager:PutSecretValue"], "*")).Message
        );
    }

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task FollowsNoneWhereARoleIsAssumed(int status)
    {
        using var first = new StubEndpoint(To(other.Url, status));
        environment.With("AWS_ENDPOINT_URL", first.Url).With("AWS_REGION", "eu-central-1");
        using var clients = new AwsClients();
        using var secrets = clients.SecretsManager("eu-central-1", "arn:aws:iam::123456789012:role/ship");

        var cause = await Assert.ThrowsAnyAsync<Exception>(() =>
            secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "n" }, Cancellation)
        );

        Assert.Empty(other.Requests);
        Assert.StartsWith(
            "something else than AWS answered: it redirects to http://127.0.0.1:",
            AwsFaults.From(cause, "Cannot read", new(["secretsmanager:GetSecretValue"], "*")).Why,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task FollowsNoneWhereATokenIsExchanged()
    {
        using var folder = new TemporaryFolder();
        var token = Path.Combine(folder.Path, "token");
        await File.WriteAllTextAsync(token, "web-identity", Cancellation);
        using var first = new StubEndpoint(To(other.Url, 307));
        environment
            .With("AWS_ACCESS_KEY_ID", null)
            .With("AWS_SECRET_ACCESS_KEY", null)
            .With("AWS_SESSION_TOKEN", null)
            .With("AWS_WEB_IDENTITY_TOKEN_FILE", token)
            .With("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/ship")
            .With("AWS_REGION", "eu-central-1")
            .With("AWS_ENDPOINT_URL", first.Url);
        using var clients = new AwsClients();
        using var secrets = clients.SecretsManager("eu-central-1", role: null);

        await Assert.ThrowsAnyAsync<Exception>(() =>
            secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "n" }, Cancellation)
        );

        Assert.Empty(other.Requests);
        Assert.NotEmpty(first.Requests);
    }

    [Fact]
    public async Task FollowsNoneOfACallInJson()
    {
        using var first = new StubEndpoint(To(other.Url, 307));
        using var client = new JsonClient(
            AwsEnvironment.Credentials,
            new AmazonECSConfig { ServiceURL = first.Url, AuthenticationRegion = "eu-central-1" },
            new JsonService("AmazonEC2ContainerServiceV20141113")
        );

        await Assert.ThrowsAsync<UnusableAnswerException>(() => client.Call("RegisterTaskDefinition", [], Cancellation));

        Assert.Empty(other.Requests);
    }

    [Theory]
    [InlineData("https://user:word@portal.example:8443/login?token=abc", "https://portal.example:8443")]
    [InlineData("/login", "http://aws.example")]
    [InlineData("http://[::1]/", "http://[::1]")]
    [InlineData(null, "another place")]
    public void NamesThePlaceWithoutItsPath(string? location, string place)
    {
        using var response = new HttpResponseMessage(System.Net.HttpStatusCode.Found);
        response.Headers.Location = location is null ? null : new Uri(location, UriKind.RelativeOrAbsolute);

        Assert.Equal(
            $"something else than AWS answered: it redirects to {place}",
            UnusableAnswer.Of(new Uri("http://aws.example/"), response)!.Message
        );
    }

    [Fact]
    public async Task TakesTheAnswerOfTheHostItself()
    {
        environment.With("AWS_ENDPOINT_URL", other.Url);
        using var clients = new AwsClients();
        using var secrets = clients.SecretsManager("eu-central-1", role: null);

        var answer = await secrets.PutSecretValueAsync(new PutSecretValueRequest { SecretId = "n", SecretString = Secret }, Cancellation);

        Assert.Equal("v", answer.VersionId);
        Assert.Equal("session-token", other.Request.Headers["x-amz-security-token"]);
    }

    public void Dispose()
    {
        other.Dispose();
        environment.Dispose();
    }

    private static StubAnswer To(string place, int status) => new(status, "moved") { Headers = new() { ["Location"] = place } };
}
