using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Stevedore.Credentials;
using Stevedore.Images;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

public sealed class RenewingACredential
{
    private static readonly RepositoryName Web = RepositoryName.Parse("acme/web");
    private static readonly RegistryCredential Old = new("me", new("old", new()), "a test");
    private static readonly RegistryCredential New = new("me", new("new", new()), "a test");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(401, "{}")]
    [InlineData(403, """{"errors":[{"code":"DENIED","message":"Your authorization token has expired. Reauthenticate and try again."}]}""")]
    public async Task TakesANewOneWhenTheOldIsRejected(int status, string body)
    {
        using var registry = new Scripted(Basic("new"), status, body);
        var asked = 0;
        var client = registry.Connect(Old, (_, _) => Task.FromResult<RegistryCredential?>(++asked == 1 ? New : null));

        await client.Check(Token);
        await client.Check(Token);

        Assert.Equal((1, New), (asked, client.Credential));
    }

    [Fact]
    public async Task AsksOnceForAllRequestsThatWereRejected()
    {
        using var registry = new Scripted(Basic("new"), 401, "{}");
        var asked = 0;
        var client = registry.Connect(
            Old,
            async (_, token) =>
            {
                Interlocked.Increment(ref asked);
                await Task.Delay(50, token);
                return New;
            }
        );

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.Check(Token)));

        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task GivesUpWhenTheNewOneIsTheSame()
    {
        using var registry = new Scripted(Basic("other"), 401, "{}");
        var client = registry.Connect(Old, (_, _) => Task.FromResult<RegistryCredential?>(Old with { Password = new("old", new()) }));

        var error = await Assert.ThrowsAsync<RegistryException>(() => client.Check(Token));

        Assert.Equal(RegistryFault.Unauthorized, error.Fault);
        Assert.Equal(["none", "old"], registry.Passwords);
    }

    [Fact]
    public async Task GivesUpWhenTheNewOneIsRejectedToo()
    {
        using var registry = new Scripted(Basic("other"), 401, "{}");

        await Assert.ThrowsAsync<RegistryException>(() =>
            registry.Connect(Old, (_, _) => Task.FromResult<RegistryCredential?>(New)).Check(Token)
        );

        Assert.Equal(["none", "old", "new"], registry.Passwords);
    }

    [Fact]
    public async Task DoesNotAskWhereOnlyTheRightIsMissing()
    {
        using var registry = new Scripted(Basic("new"), 401, "{}")
        {
            Challenge = "Bearer realm=\"https://auth/token\",error=\"insufficient_scope\"",
            TokensFor = "old",
        };
        var client = registry.Connect(Old, (_, _) => throw new InvalidOperationException("It asked."));

        var error = await Assert.ThrowsAsync<RegistryException>(() => client.Blobs.CheckPush(Web, Token));

        Assert.Equal(RegistryFault.Denied, error.Fault);
        Assert.Equal(
            "Cannot push to registry.example.com/acme/web: the credentials are accepted, and have no right to it (insufficient_scope). "
                + "Give the user write access to the repository, or use an access token that may write: this one may be read-only.",
            error.Message
        );
    }

    [Fact]
    public async Task AsksWhenTheTokenServiceRejectsIt()
    {
        using var registry = new Scripted("Bearer t0ken", 401, "{}")
        {
            Challenge = "Bearer realm=\"https://auth/token\"",
            TokensFor = "new",
        };

        await registry.Connect(Old, (_, _) => Task.FromResult<RegistryCredential?>(New)).Check(Token);

        Assert.Equal(["none", "old", "none", "new", "t0ken"], registry.Passwords);
    }

    [Fact]
    public async Task ExchangesAnIdentityTokenInTheBody()
    {
        using var registry = new Scripted("Bearer t0ken", 401, "{}")
        {
            Challenge = "Bearer realm=\"https://auth/token\",service=\"s\"",
            TokensFor = "none",
        };

        await registry.Connect(new(RegistryCredential.IdentityToken, new("refresh", new()), "a test"), null).Check(Token);

        Assert.Equal("service=s&grant_type=refresh_token&client_id=stevedore&refresh_token=refresh", registry.Bodies.Single());
    }

    [Fact]
    public async Task SendsNoCredentialToAnOpenAddress()
    {
        using var registry = new Scripted("Bearer t0ken", 401, "{}") { Challenge = "Bearer realm=\"http://auth.example.com/token\"" };

        var error = await Assert.ThrowsAsync<RegistryException>(() => registry.Connect(Old, null).Check(Token));

        Assert.Equal("it sends credentials to 'http://auth.example.com/token', which is no https address", error.Why);
        Assert.Equal(["none"], registry.Passwords);
    }

    private static string Basic(string password) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{password}"))}";

    /// <summary>A registry that takes one authorization and answers all others the same.</summary>
    private sealed class Scripted(string accepted, int status, string body) : HttpMessageHandler
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> passwords = new();

        public string Challenge { get; init; } = "Basic realm=\"x\"";

        /// <summary>The password that the token service takes.</summary>
        public string? TokensFor { get; init; }

        public IEnumerable<string> Passwords => passwords;

        public List<string> Bodies { get; } = [];

        public RegistryClient Connect(RegistryCredential credential, CredentialRenewal? renewal) =>
            new(new(new HttpClient(this), "registry.example.com", credential, renewal));

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var password = Password(request.Headers.Authorization);
            passwords.Enqueue(password);
            if (request.Content is { } content)
            {
                Bodies.Add(await content.ReadAsStringAsync(cancellationToken));
            }

            if (request.RequestUri!.AbsolutePath == "/token")
            {
                return password == TokensFor ? Answer(200, """{"token":"t0ken"}""", request) : Answer(401, "{}", request);
            }

            return request.Headers.Authorization?.ToString() == accepted ? Answer(200, "{}", request)
                : request.Headers.Authorization is null ? Answer(401, "{}", request)
                : Answer(status, body, request);
        }

        private HttpResponseMessage Answer(int code, string text, HttpRequestMessage request)
        {
            var response = new HttpResponseMessage((HttpStatusCode)code) { Content = new StringContent(text), RequestMessage = request };
            if (code == 401)
            {
                response.Headers.WwwAuthenticate.Add(AuthenticationHeaderValue.Parse(Challenge));
            }

            return response;
        }

        private static string Password(AuthenticationHeaderValue? header) =>
            header switch
            {
                null => "none",
                { Scheme: "Basic" } => Encoding.UTF8.GetString(Convert.FromBase64String(header.Parameter!)).Split(':')[1],
                _ => header.Parameter!,
            };
    }
}
