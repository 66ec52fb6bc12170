using System.Net;
using System.Text;
using Stevedore.Images;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Stevedore.Shipping;
using Xunit;

namespace Stevedore.Tests.Registries;

public sealed class ReadingBrokenAnswers : IDisposable
{
    private const string Fix =
        "Check that the registry itself answers there, and not a proxy or a login page; if it does, look at its own log.";
    private static readonly RepositoryName Web = RepositoryName.Parse("acme/web");
    private readonly StubRegistry registry = new();
    private readonly RegistryClients clients = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        clients.Dispose();
        registry.Dispose();
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("""{"token":1}""")]
    public async Task ExplainsATokenThatIsNone(string body)
    {
        registry.Challenge = $"Bearer realm=\"http://{registry.Host}/token\"";
        registry.Token = (200, body);

        var error = await Assert.ThrowsAsync<RegistryException>(() => clients.Connect(registry.Host, null).Check(Token));

        Assert.Equal(
            (
                RegistryFault.Other,
                $"Cannot get a token for {registry.Host} from http://{registry.Host}/token: the answer is not a token. {Fix}"
            ),
            (error.Fault, error.Message)
        );
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("""{"config":{"size":1}}""")]
    [InlineData("""{"config":{"digest":"sha256:1","size":1}}""")]
    [InlineData("""{"config":{"digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}}""")]
    [InlineData("""{"config":{"digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":1.5}}""")]
    [InlineData("""{"manifests":[1]}""")]
    [InlineData("""{"annotations":{"a":1}}""")]
    public void ExplainsAManifestThatIsNone(string body)
    {
        Manifest manifest = new("x/y", Encoding.UTF8.GetBytes(body));

        var error = Assert.Throws<RegistryException>(() => ManifestContent.Parse(manifest, "x/web:1"));

        Assert.Equal(
            (RegistryFault.Other, $"Cannot read x/web:1: the answer is not an image manifest. {Fix}"),
            (error.Fault, error.Message)
        );
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("""{"config":1}""")]
    [InlineData("""{"config":{"Labels":{"a":1}}}""")]
    public async Task ExplainsAConfigurationThatIsNone(string body)
    {
        var digest = registry.AddBlob(body);
        registry.Add("acme/web", "x/y", $$"""{"config":{"size":{{body.Length}},"digest":"{{digest}}"} }""", "1");

        var error = await Assert.ThrowsAsync<RegistryException>(() =>
            ImageInspection.Find(clients.Connect(registry.Host, null), Web, "1", Token)
        );

        Assert.Equal(
            (RegistryFault.Other, $"Cannot read {registry.Host}/acme/web@{digest}: the answer is not an image configuration. {Fix}"),
            (error.Fault, error.Message)
        );
    }

    [Fact]
    public async Task ExplainsAConnectionThatEndsInTheMiddle()
    {
        using var http = new HttpClient(new Cut());
        RegistryClient client = new(new(http, "registry.example.com", null));

        var error = await Assert.ThrowsAsync<RegistryException>(() => client.Get(Web, "1", Token));

        Assert.Equal(
            (RegistryFault.Unreachable, "Cannot read registry.example.com/acme/web:1", "the response ended early"),
            (error.Fault, error.What, error.Why)
        );
    }

    /// <summary>Answers, and then ends the connection.</summary>
    private sealed class Cut : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new Broken(), RequestMessage = request });
    }

    private sealed class Broken : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            throw new IOException("the response ended early");

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
