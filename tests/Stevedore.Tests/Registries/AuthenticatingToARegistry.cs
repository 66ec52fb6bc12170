using System.Diagnostics;
using System.Text;
using Stevedore.Credentials;
using Stevedore.Images;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

public sealed class AuthenticatingToARegistry : IDisposable
{
    private static readonly RepositoryName Web = RepositoryName.Parse("acme/web");
    private static readonly RegistryCredential Credential = new("me", new("pass:word", new()), "a test");
    private static readonly string Basic = "Basic " + Convert.ToBase64String("me:pass:word"u8);
    private readonly StubRegistry registry = new();
    private readonly RegistryClients clients = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        clients.Dispose();
        registry.Dispose();
    }

    [Fact]
    public async Task AnswersABasicChallengeAndKeepsTheAnswer()
    {
        (registry.Challenge, registry.Authorization) = ("Basic realm=\"x\"", Basic);
        var client = clients.Connect(registry.Host, Credential);

        Assert.Null(await client.Get(Web, "1", Token));
        Assert.Null(await client.Get(Web, "2", Token));

        Assert.Equal(
            ["GET /v2/acme/web/manifests/1", $"GET /v2/acme/web/manifests/1 [{Basic}]", $"GET /v2/acme/web/manifests/2 [{Basic}]"],
            registry.Requests
        );
    }

    [Fact]
    public async Task AnswersEachChallengeByItsOwnScheme()
    {
        (registry.Challenge, registry.Authorization) = ($"Bearer realm=\"http://{registry.Host}/token\",service=\"hub\"", "Bearer t0ken");
        registry.Token = (200, """{"token":"t0ken"}""");
        registry.Answers.Enqueue((401, "", [("WWW-Authenticate", "Basic realm=\"x\"")]));
        var client = clients.Connect(registry.Host, Credential);

        Assert.Null(await client.Get(Web, "1", Token));
        Assert.Null(await client.Get(RepositoryName.Parse("acme/api"), "1", Token));
        Assert.Null(await client.Get(Web, "2", Token));

        Assert.EndsWith(" [Bearer t0ken]", registry.Requests[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchesABearerTokenForWhatItIsAboutToDo()
    {
        (registry.Challenge, registry.Authorization) = ($"Bearer realm=\"http://{registry.Host}/token\",service=\"hub\"", "Bearer t0ken");
        registry.Token = (200, """{"token":"t0ken"}""");

        Assert.Null(await clients.Connect(registry.Host, Credential).Get(Web, "1", Token));

        Assert.Equal(
            [
                "GET /v2/acme/web/manifests/1",
                $"GET /token?service=hub&scope=repository%3Aacme%2Fweb%3Apull [{Basic}]",
                "GET /v2/acme/web/manifests/1 [Bearer t0ken]",
            ],
            registry.Requests
        );
    }

    [Fact]
    public async Task FetchesTheNextTokenWithoutBeingRefusedFirst()
    {
        (registry.Challenge, registry.Authorization) = ($"Bearer realm=\"http://{registry.Host}/token\",service=\"hub\"", "Bearer t0ken");
        registry.Token = (200, """{"token":"t0ken"}""");
        var client = clients.Connect(registry.Host, Credential);
        await client.Check(Token);

        Assert.Null(await client.Get(Web, "1", Token));
        Assert.Null(await client.Get(Web, "2", Token));

        Assert.Equal(
            [
                "GET /v2/",
                $"GET /token?service=hub [{Basic}]",
                "GET /v2/ [Bearer t0ken]",
                $"GET /token?service=hub&scope=repository%3Aacme%2Fweb%3Apull [{Basic}]",
                "GET /v2/acme/web/manifests/1 [Bearer t0ken]",
                "GET /v2/acme/web/manifests/2 [Bearer t0ken]",
            ],
            registry.Requests
        );
    }

    [Fact]
    public async Task FetchesATokenWithoutCredentialsForWhatIsPublic()
    {
        (registry.Challenge, registry.Authorization) = ($"Bearer realm=\"http://{registry.Host}/token?a=b\"", "Bearer t0ken");
        registry.Token = (200, """{"access_token":"t0ken"}""");

        await clients.Connect(registry.Host, null).Check(Token);

        Assert.Equal("GET /token?a=b&", registry.Requests[1]);
    }

    [Fact]
    public async Task RefusesAWrongPassword()
    {
        (registry.Challenge, registry.Authorization) = ("Basic realm=\"x\"", "Basic other");

        var error = await Fault(client => client.Check(Token));

        Assert.Equal(RegistryFault.Unauthorized, error.Fault);
        Assert.Equal(
            $"Cannot log in to {registry.Host}: the registry answered 401 Unauthorized (authentication required). "
                + "Check the credentials of that registry: user name, password or token, and for ECR the account and region.",
            error.Message
        );
        Assert.DoesNotContain("pass:word", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusesAPasswordThatTheTokenServiceRefuses()
    {
        registry.Challenge = $"Bearer realm=\"http://{registry.Host}/token\"";
        registry.Token = (401, """{"details":"incorrect username or password"}""");

        var error = await Fault(client => client.Check(Token));

        Assert.Equal(RegistryFault.Unauthorized, error.Fault);
        Assert.Equal($"Cannot get a token for {registry.Host} from http://{registry.Host}/token", error.What);
    }

    [Fact]
    public async Task SaysThatTheTokenServiceDoesNotAnswer()
    {
        registry.Challenge = $"Bearer realm=\"http://127.0.0.1:{FreePort.Next()}/token\"";

        Assert.Equal(RegistryFault.Unreachable, (await Fault(client => client.Check(Token))).Fault);
    }

    [Theory]
    [InlineData("Bearer service=\"x\"", RegistryFault.Other)]
    [InlineData("Bearer realm=\"http://elsewhere.example/token\"", RegistryFault.Other)]
    [InlineData("Digest realm=\"x\"", RegistryFault.Other)]
    public async Task RefusesAChallengeThatItCannotAnswer(string challenge, Enum fault)
    {
        registry.Challenge = challenge;
        registry.Authorization = "never";

        Assert.Equal(fault, (await Fault(client => client.Check(Token))).Fault);
    }

    private Task<RegistryException> Fault(Func<RegistryClient, Task> act) =>
        Assert.ThrowsAsync<RegistryException>(() => act(clients.Connect(registry.Host, Credential)));
}
