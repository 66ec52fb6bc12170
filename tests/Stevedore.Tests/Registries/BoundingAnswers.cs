using System.Net;
using System.Text;
using Stevedore.Images;
using Stevedore.Registries.Distribution;
using Stevedore.Shipping;
using Xunit;

namespace Stevedore.Tests.Registries;

/// <summary>A registry whose answers do not end.</summary>
public sealed class BoundingAnswers
{
    private const int FourMebibytes = 4 * 1024 * 1024;
    private const string Single = "application/vnd.oci.image.manifest.v1+json";
    private static readonly RepositoryName Web = RepositoryName.Parse("acme/web");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RefusesAManifestOfMoreThanFourMebibytesUnread()
    {
        using Endless registry = new() { Length = FourMebibytes + 1 };

        var error = await Fault(registry, client => client.Get(Web, "1", Token));

        Assert.Equal(
            "Cannot read registry.example.com/acme/web:1: registry.example.com answers with more than 4 MiB, which no manifest has. "
                + "Look at what is there: registries need not take larger ones, and nothing that Stevedore builds comes near it.",
            error.Message
        );
        Assert.Equal(0, registry.Read);
    }

    [Fact]
    public async Task StopsReadingAManifestThatDoesNotEnd()
    {
        using Endless registry = new();

        var error = await Fault(registry, client => client.Get(Web, "1", Token));

        Assert.Equal("registry.example.com answers with more than 4 MiB, which no manifest has", error.Why);
        Assert.InRange(registry.Read, FourMebibytes, FourMebibytes + 200_000);
    }

    [Fact]
    public async Task TakesAManifestOfFourMebibytes()
    {
        using Endless registry = new() { Length = FourMebibytes, Total = FourMebibytes };

        Assert.Equal(FourMebibytes, (await Client(registry).Get(Web, "1", Token))!.Content.Length);
    }

    [Fact]
    public async Task StopsReadingARefusal()
    {
        using Endless registry = new() { Status = HttpStatusCode.Forbidden };

        Assert.Equal(RegistryFault.Denied, (await Fault(registry, client => client.Get(Web, "1", Token))).Fault);
        Assert.InRange(registry.Read, 0, 300_000);
    }

    [Fact]
    public async Task StopsReadingAToken()
    {
        using Endless registry = new() { Challenge = "Bearer realm=\"https://auth.example.com/token\"" };

        var error = await Fault(registry, client => client.Check(Token));

        Assert.Equal("the answer is not a token", error.Why);
        Assert.InRange(registry.Read, 0, 1_300_000);
    }

    [Fact]
    public async Task AsksForNoConfigurationOfMoreThanFourMebibytes()
    {
        var manifest = $$"""{"config":{"mediaType":"c","size":{{FourMebibytes + 1}},"digest":"{{Digest.Of([])}}"},"layers":[]}""";
        using Endless registry = new() { Manifest = manifest };

        var error = await Fault(registry, client => ImageInspection.Find(client, Web, "1", Token));

        Assert.Equal($"Cannot read registry.example.com/acme/web@{Digest.Of([])}", error.What);
        Assert.Equal(["/v2/acme/web/manifests/1", "/v2/acme/web/manifests/1"], registry.Paths);
    }

    [Fact]
    public async Task StopsReadingAConfigurationThatIsLongerThanItsManifestSays()
    {
        var manifest = $$"""{"config":{"mediaType":"c","size":100,"digest":"{{Digest.Of([])}}"},"layers":[]}""";
        using Endless registry = new() { Manifest = manifest };

        var error = await Fault(registry, client => ImageInspection.Find(client, Web, "1", Token));

        Assert.Equal("registry.example.com answers with more than the 100 bytes that its manifest says", error.Why);
        Assert.InRange(registry.Read, 1, 200_000);
    }

    [Theory]
    [InlineData("t0ken\\u0000")]
    [InlineData("t0ken\\r\\nX-Evil: 1")]
    [InlineData("")]
    [InlineData("t0\\u00e4ken")]
    public async Task TakesNoTokenThatIsNoHeader(string token)
    {
        using Endless registry = new()
        {
            Challenge = "Bearer realm=\"https://auth.example.com/token\"",
            TokenBody = $$"""{"token":"{{token}}"}""",
        };

        Assert.Equal("the answer is not a token", (await Fault(registry, client => client.Check(Token))).Why);
    }

    private static RegistryClient Client(Endless registry) =>
        new(new(new HttpClient(registry, disposeHandler: false), "registry.example.com", null));

    private static Task<RegistryException> Fault(Endless registry, Func<RegistryClient, Task> act) =>
        Assert.ThrowsAsync<RegistryException>(() => act(Client(registry)));

    /// <summary>A registry that answers with spaces, and counts how many were read.</summary>
    private sealed class Endless : HttpMessageHandler
    {
        public long? Length { get; init; }

        public long Total { get; init; } = 16L * FourMebibytes;

        public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

        public string? Challenge { get; init; }

        public string? TokenBody { get; init; }

        public string? Manifest { get; init; }

        public long Read { get; private set; }

        public List<string> Paths { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            Paths.Add(path);
            var response = new HttpResponseMessage(Status) { RequestMessage = request };
            if (Challenge is not null && path != "/token")
            {
                response.StatusCode = HttpStatusCode.Unauthorized;
                response.Headers.TryAddWithoutValidation("WWW-Authenticate", Challenge);
            }
            else if (path == "/token" && TokenBody is not null)
            {
                response.Content = new StringContent(TokenBody);
            }
            else if (Manifest is not null && path.Contains("/manifests/", StringComparison.Ordinal))
            {
                response.Content = new StringContent(Manifest, Encoding.UTF8, Single);
            }
            else
            {
                response.Content = new StreamContent(new Spaces(this)) { Headers = { ContentType = new(Single) } };
                response.Content.Headers.ContentLength = Length;
            }

            return Task.FromResult(response);
        }

        /// <summary>An object, and spaces after it.</summary>
        private sealed class Spaces(Endless registry) : Stream
        {
            public override bool CanRead => true;

            public override bool CanSeek => false;

            public override bool CanWrite => false;

            public override long Length => throw new NotSupportedException();

            public override long Position { get; set; }

            public override int Read(byte[] buffer, int offset, int count)
            {
                var read = (int)Math.Min(count, registry.Total - Position);
                buffer.AsSpan(offset, read).Fill((byte)' ');
                if (Position == 0 && read >= 13)
                {
                    """{"layers":[]}"""u8.CopyTo(buffer.AsSpan(offset));
                }

                Position += read;
                registry.Read += read;
                return read;
            }

            public override void Flush() { }

            public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

            public override void SetLength(long value) => throw new NotSupportedException();

            public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        }
    }
}
