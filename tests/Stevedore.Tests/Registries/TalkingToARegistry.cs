using System.Diagnostics;
using System.Text;
using Stevedore.Credentials;
using Stevedore.Images;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

public sealed class TalkingToARegistry : IDisposable
{
    private static readonly RepositoryName Web = RepositoryName.Parse("acme/web");
    private static readonly RegistryCredential Credential = new("me", new("pass:word", new()), "a test");
    private readonly StubRegistry registry = new();
    private readonly RegistryClients clients = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        clients.Dispose();
        registry.Dispose();
    }

    [Fact]
    public async Task FallsBackToPlainHttpOnThisMachine()
    {
        await clients.Connect(registry.Host, null).Check(Token);

        Assert.Equal(["GET /v2/"], registry.Requests);
    }

    [Fact]
    public async Task DoesNotFallBackOnceItHasAnsweredByTls()
    {
        using Tls front = new();
        using HttpClient http = new(front);
        RegistryClient client = new(new(http, "127.0.0.1:5000", Credential));
        await client.Check(Token);
        front.IsDown = true;

        Assert.Equal(RegistryFault.Unreachable, (await Assert.ThrowsAsync<RegistryException>(() => client.Check(Token))).Fault);
        Assert.All(front.Schemes, scheme => Assert.Equal("https", scheme));
    }

    [Fact]
    public async Task ReadsAManifestByteForByte()
    {
        registry.Add("acme/web", "application/vnd.oci.image.manifest.v1+json", "{ \"a\":  1 }\n", "1");

        var manifest = (await clients.Connect(registry.Host, null).Get(Web, "1", Token))!;

        Assert.Equal("{ \"a\":  1 }\n", Encoding.UTF8.GetString(manifest.Content.Span));
        Assert.Equal(("application/vnd.oci.image.manifest.v1+json", false), (manifest.MediaType, manifest.IsIndex));
    }

    [Fact]
    public async Task ReadsOnceWhatSeveralTagsName()
    {
        var digest = registry.Add("acme/web", "application/vnd.oci.image.manifest.v1+json", "{}", "1");
        registry.Add("acme/web", "application/vnd.oci.image.manifest.v1+json", "{}", "latest");
        var client = clients.Connect(registry.Host, null);

        var first = await client.LookUp(Web, "1", Token);
        var second = await client.LookUp(Web, "latest", Token);

        Assert.Equal(digest, first!.Digest.Value);
        Assert.Same(first, second);
        Assert.Equal(
            ["HEAD /v2/acme/web/manifests/1", $"GET /v2/acme/web/manifests/{digest}", "HEAD /v2/acme/web/manifests/latest"],
            registry.Requests
        );
    }

    [Fact]
    public async Task AsksEachTimeWhetherADigestIsThere()
    {
        var digest = registry.Add("acme/web", "application/vnd.oci.image.manifest.v1+json", "{}", "1");
        var client = clients.Connect(registry.Host, null);
        Assert.NotNull(await client.LookUp(Web, "1", Token));
        registry.Manifests.Clear();

        Assert.Null(await client.Get(Web, digest, Token));
        Assert.Null(await client.Find(Web, digest, Token));
        Assert.Null(await client.LookUp(Web, "1", Token));
    }

    [Fact]
    public async Task HasNothingUnderATagThatIsNotThere() => Assert.Null(await clients.Connect(registry.Host, null).Get(Web, "1", Token));

    [Fact]
    public async Task WaitsAsLongAsItIsAskedTo()
    {
        registry.Answers.Enqueue((429, "", [("Retry-After", "1")]));
        registry.Add("acme/web", "x/y", "{}", "1");
        var client = clients.Connect(registry.Host, null);
        var started = Stopwatch.GetTimestamp();

        Assert.NotNull(await client.Get(Web, "1", Token));

        Assert.True(Stopwatch.GetElapsedTime(started) > TimeSpan.FromMilliseconds(950), "It did not wait.");
        Assert.Equal(2, registry.Requests.Length);
    }

    [Fact]
    public async Task DoesNotWaitForHours()
    {
        registry.Answers.Enqueue((429, "", [("Retry-After", "21600")]));

        Assert.Equal(RegistryFault.Limited, (await Fault(client => client.Check(Token))).Fault);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task AsksAgainWhatFailedOnTheOtherSide(int status)
    {
        registry.Answers.Enqueue((status, "", [("Retry-After", "0")]));

        await clients.Connect(registry.Host, null).Check(Token);

        Assert.Equal(2, registry.Requests.Length);
    }

    [Fact]
    public async Task GivesUpInTheEnd()
    {
        foreach (var _ in Enumerable.Range(0, 4))
        {
            registry.Answers.Enqueue((502, "<html>", [("Retry-After", "0")]));
        }

        Assert.Equal("the registry answered 502 Bad Gateway", (await Fault(client => client.Check(Token))).Why);
        Assert.Equal(4, registry.Requests.Length);
    }

    [Fact]
    public async Task AsksOnceForWhatIsRefused()
    {
        registry.Answers.Enqueue((403, "", []));

        Assert.Equal(RegistryFault.Denied, (await Fault(client => client.Get(Web, "1", Token))).Fault);
        Assert.Single(registry.Requests);
    }

    [Fact]
    public async Task SaysThatNobodyAnswers()
    {
        var host = $"127.0.0.1:{FreePort.Next()}";

        var error = await Assert.ThrowsAsync<RegistryException>(() => clients.Connect(host, null).Check(Token));

        Assert.Equal(RegistryFault.Unreachable, error.Fault);
        Assert.Equal(
            $"Cannot reach the registry {host}: nothing listens there (Connection refused). "
                + "Check the host and the port in the settings, and that the registry runs.",
            error.Message
        );
    }

    [Fact]
    public async Task PutsTheSameBytesUnderAnotherName()
    {
        var digest = registry.Add("acme/web", "application/vnd.oci.image.manifest.v1+json", "{ \"a\":  1 }\n", "1");
        var client = clients.Connect(registry.Host, null);

        await client.Put(Web, "latest", (await client.Get(Web, "1", Token))!, Token);

        Assert.Equal(digest, Digest.Of(registry.Manifests["acme/web/latest"].Content).Value);
        Assert.Equal("application/vnd.oci.image.manifest.v1+json", registry.Manifests["acme/web/latest"].MediaType);
    }

    private Task<RegistryException> Fault(Func<RegistryClient, Task> act) =>
        Assert.ThrowsAsync<RegistryException>(() => act(clients.Connect(registry.Host, Credential)));

    /// <summary>Answers by TLS until it is down.</summary>
    private sealed class Tls : HttpMessageHandler
    {
        public bool IsDown { get; set; }

        public List<string> Schemes { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Schemes.Add(request.RequestUri!.Scheme);
            return IsDown
                ? Task.FromException<HttpResponseMessage>(new HttpRequestException("refused"))
                : Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.OK) { RequestMessage = request });
        }
    }
}
