using System.Net;
using System.Net.Http.Headers;
using Stevedore.Images;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

/// <summary>Which addresses a registry behind TLS may name for uploads, downloads and tokens.</summary>
public sealed class SendingElsewhere
{
    private const string Password = "Basic bWU6c2VjcmV0";
    private static readonly RepositoryName Web = RepositoryName.Parse("acme/web");
    private static readonly Digest Layer = Digest.Of("layer"u8);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://registry.example.com/up", "https://registry.example.com/up", Password)]
    [InlineData("https://REGISTRY.example.com:443/up", "https://registry.example.com/up", Password)]
    [InlineData("/up?state=1", "https://registry.example.com/up?state=1", Password)]
    [InlineData("up", "https://registry.example.com/v2/acme/web/blobs/uploads/up", Password)]
    [InlineData("https://registry.example.com/up#part", "https://registry.example.com/up", Password)]
    [InlineData("https://registry.example.com:444/up", "https://registry.example.com:444/up", null)]
    [InlineData("https://registry.example.com.evil.example/up", "https://registry.example.com.evil.example/up", null)]
    [InlineData("https://storage.example.com/up", "https://storage.example.com/up", null)]
    [InlineData("//storage.example.com/up", "https://storage.example.com/up", null)]
    public async Task SendsThePasswordOnlyToTheRegistryItself(string location, string address, string? authorization)
    {
        using var web = new Registry(location);

        await web.Upload();

        var query = address.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        Assert.Equal(($"PUT {address}{query}digest={Uri.EscapeDataString(Layer.Value)}", authorization), web.Requests[^1]);
    }

    [Theory]
    [InlineData("http://registry.example.com/up", "it sends this to registry.example.com in the clear, though it is reached by TLS")]
    [InlineData(
        "http://registry.example.com:443/up",
        "it sends this to registry.example.com:443 in the clear, though it is reached by TLS"
    )]
    [InlineData("http://127.0.0.1:8080/up", "it sends this to 127.0.0.1:8080 in the clear, though it is reached by TLS")]
    [InlineData("https://me:word@registry.example.com/up", "it sends this to an address with a user name in it")]
    [InlineData("https://registry.example.com@evil.example/up", "it sends this to an address with a user name in it")]
    [InlineData("ftp://registry.example.com/up", "it sends this to an address that is neither http nor https")]
    [InlineData("https://[::bad/up", "it sends this to an address that is none")]
    [InlineData("http://registry.example.com:99999/up", "it sends this to an address that is none")]
    [InlineData("file:///etc/passwd", "it sends this to an address that is neither http nor https")]
    public async Task RefusesOtherAddresses(string location, string why)
    {
        using var uploads = new Registry(location);
        using var downloads = new Registry(location) { Status = HttpStatusCode.TemporaryRedirect };

        var up = await Assert.ThrowsAsync<RegistryException>(uploads.Upload);
        var down = await Assert.ThrowsAsync<RegistryException>(downloads.Download);

        Assert.Equal((RegistryFault.Other, why, why), (up.Fault, up.Why, down.Why));
        Assert.All(
            uploads.Requests.Concat(downloads.Requests),
            request => Assert.StartsWith("https://registry.example.com/v2/", request.Line.Split(' ')[1], StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("http://registry.example.com/token")]
    [InlineData("http://127.0.0.1:8080/token")]
    [InlineData("http://localhost/token")]
    [InlineData("https://me:word@auth.example.com/token")]
    [InlineData("ftp://auth.example.com/token")]
    [InlineData("/token")]
    public async Task SendsNoPasswordToATokenServiceThatIsNotBehindTls(string realm)
    {
        using var web = new Registry("https://registry.example.com/up") { Challenge = $"Bearer realm=\"{realm}\"" };

        var error = await Assert.ThrowsAsync<RegistryException>(web.Download);

        Assert.Equal(("Cannot log in to registry.example.com", RegistryFault.Other), (error.What, error.Fault));
        Assert.Single(web.Requests);
    }

    [Fact]
    public async Task AsksTheTokenServiceThatTheRegistryNames()
    {
        using var web = new Registry("https://registry.example.com/up") { Challenge = "Bearer realm=\"https://auth.example.com/token\"" };

        await web.Upload();

        Assert.Contains(("GET https://auth.example.com/token?scope=repository%3Aacme%2Fweb%3Apull%2Cpush", Password), web.Requests);
    }

    /// <summary>A registry that asks for a password or a token, and names an address for uploads and downloads.</summary>
    private sealed class Registry(string location) : HttpMessageHandler
    {
        public HttpStatusCode Status { get; init; } = HttpStatusCode.Accepted;

        public string Challenge { get; init; } = "Basic realm=\"x\"";

        public List<(string Line, string? Authorization)> Requests { get; } = [];

        public async Task Upload()
        {
            using var http = new HttpClient(this, disposeHandler: false);
            using var content = new MemoryStream("layer"u8.ToArray());
            await Client(http).Blobs.Upload(Web, new("x/y", Layer, 5, null), content, Token);
        }

        public async Task Download()
        {
            using var http = new HttpClient(this, disposeHandler: false);
            await using var _ = await Client(http).Blobs.Open(Web, new("x/y", Layer, 5, null), Token);
        }

        private static RegistryClient Client(HttpClient http) =>
            new(new(http, "registry.example.com", new("me", new("secret", new()), "a test")));

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(($"{request.Method} {request.RequestUri!.AbsoluteUri}", request.Headers.Authorization?.ToString()));
            var isOpen = request.Method == HttpMethod.Put || request.Headers.Authorization is not null;
            var response = new HttpResponseMessage(
                !isOpen ? HttpStatusCode.Unauthorized
                : request.RequestUri.AbsolutePath == "/token" ? HttpStatusCode.OK
                : request.Method == HttpMethod.Put ? HttpStatusCode.Created
                : Status
            )
            {
                RequestMessage = request,
                Content = new StringContent("""{"token":"t0ken"}"""),
            };
            response.Headers.WwwAuthenticate.Add(AuthenticationHeaderValue.Parse(Challenge));
            response.Headers.TryAddWithoutValidation("Location", location);
            return Task.FromResult(response);
        }
    }
}
