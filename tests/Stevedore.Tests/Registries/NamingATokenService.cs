using System.Net;
using Stevedore.Credentials;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

/// <summary>Where a password goes for a token: by TLS or, between a registry and a token service that are both on this machine, without.</summary>
public sealed class NamingATokenService : IDisposable
{
    private static readonly RegistryCredential Credential = new("me", new("pass:word", new()), "a test");
    private static readonly string Basic = "Basic " + Convert.ToBase64String("me:pass:word"u8);
    private readonly StubRegistry registry = new() { Authorization = "Bearer t0ken" };
    private readonly StubRegistry tokens = new() { Token = (200, """{"token":"t0ken"}""") };
    private readonly RegistryClients clients = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        clients.Dispose();
        registry.Dispose();
        tokens.Dispose();
    }

    [Fact]
    public async Task MayBeAtAnotherPortOfThisMachine()
    {
        registry.Challenge = $"Bearer realm=\"http://{tokens.Host}/token\"";

        await clients.Connect(registry.Host, Credential).Check(Token);

        Assert.Equal([$"GET /token? [{Basic}]"], tokens.Requests);
        Assert.Equal(["GET /v2/", "GET /v2/ [Bearer t0ken]"], registry.Requests);
    }

    [Theory]
    [InlineData("http://registry.example.com/token")]
    [InlineData("http://10.0.0.1/token")]
    [InlineData("http://127.0.0.1.example.com/token")]
    [InlineData("http://localhost.example.com/token")]
    public async Task MayNotBeElsewhereInTheClear(string realm)
    {
        registry.Challenge = $"Bearer realm=\"{realm}\"";

        var error = await Assert.ThrowsAsync<RegistryException>(() => clients.Connect(registry.Host, Credential).Check(Token));

        Assert.Equal($"it sends credentials to '{realm}', which is no https address", error.Why);
    }

    [Theory]
    [InlineData("https://registry.example.com", "http://127.0.0.1:5001/token", "which is no https address")]
    [InlineData("https://registry.example.com", "http://localhost:5001/token", "which is no https address")]
    [InlineData("https://registry.example.com", "http://[::1]:5001/token", "which is no https address")]
    [InlineData("https://registry.example.com", "https://127.0.0.1:5001/token", "which is on this machine, and the registry is not")]
    [InlineData("https://registry.example.com", "https://localhost:5001/token", "which is on this machine, and the registry is not")]
    [InlineData("https://registry.example.com", "https://localhost.:5001/token", "which is on this machine, and the registry is not")]
    [InlineData("https://registry.example.com", "https://a.localhost:5001/token", "which is on this machine, and the registry is not")]
    [InlineData("https://registry.example.com", "https://0.0.0.0:5001/token", "which is on this machine, and the registry is not")]
    [InlineData("https://registry.example.com", "https://[::]:5001/token", "which is on this machine, and the registry is not")]
    public async Task MayNotBeOnThisMachineForOthers(string from, string realm, string fault)
    {
        using Tls front = new($"Bearer realm=\"{realm}\"");
        using HttpClient http = new(front);
        RegistryClient client = new(new(http, new Uri(from).Authority, Credential));

        var error = await Assert.ThrowsAsync<RegistryException>(() => client.Check(Token));

        Assert.Equal(
            $"Cannot log in to {new Uri(from).Authority}: it sends credentials to '{realm}', {fault}. Correct the registry's token realm."
                + " A registry of this machine is named localhost in the settings.",
            error.Message
        );
        Assert.Equal([$"GET {from}/v2/"], front.Requests);
    }

    [Fact]
    public async Task MayNotBeInTheClearForARegistryOfThisMachineThatHasTls()
    {
        using Tls front = new("Bearer realm=\"http://localhost:5001/token\"");
        using HttpClient http = new(front);

        var error = await Assert.ThrowsAsync<RegistryException>(() =>
            new RegistryClient(new(http, "localhost:5000", Credential)).Check(Token)
        );

        Assert.Equal(
            "Cannot log in to localhost:5000: it sends credentials to 'http://localhost:5001/token', which is no https address. "
                + "Correct the registry's token realm.",
            error.Message
        );
    }

    [Fact]
    public async Task MayBeOnThisMachineByTlsForARegistryThatIs()
    {
        using Tls front = new("Bearer realm=\"https://localhost:5001/token\"");
        using HttpClient http = new(front);

        await Assert.ThrowsAsync<RegistryException>(() => new RegistryClient(new(http, "localhost:5000", Credential)).Check(Token));

        Assert.Equal("GET https://localhost:5001/token?", front.Requests[1]);
    }

    [Fact]
    public void IsShownWithoutWhatIsTooLongForAMessage()
    {
        Assert.Equal("https://auth.example.com/a/b", TokenRealm.Shown(new("https://auth.example.com/a/b?c=d#e")));
        Assert.Equal("https://auth.example.com/…", TokenRealm.Shown(new($"https://auth.example.com/{new string('a', 400)}")));
    }

    /// <summary>Answers everybody by TLS with a challenge.</summary>
    private sealed class Tls(string challenge) : HttpMessageHandler
    {
        public List<string> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add($"{request.Method} {request.RequestUri!.AbsoluteUri}");
            HttpResponseMessage answer = new(HttpStatusCode.Unauthorized) { RequestMessage = request };
            answer.Headers.TryAddWithoutValidation("WWW-Authenticate", challenge);
            return Task.FromResult(answer);
        }
    }
}
