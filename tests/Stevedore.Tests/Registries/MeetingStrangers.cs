using System.Text;
using Stevedore.Credentials;
using Stevedore.Images;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

/// <summary>A registry that sends requests on to a host that is not its own, and what that host is told.</summary>
public sealed class MeetingStrangers : IDisposable
{
    private static readonly RepositoryName Web = RepositoryName.Parse("acme/web");
    private static readonly RegistryCredential Credential = new("me", new("pass:word", new()), "a test");
    private static readonly string Basic = "Basic " + Convert.ToBase64String("me:pass:word"u8);
    private static readonly byte[] Blob = "a layer"u8.ToArray();
    private static readonly Digest Layer = Digest.Of(Blob);
    private readonly StubRegistry registry = new() { Challenge = "Basic realm=\"x\"", Authorization = Basic };
    private readonly StubRegistry stranger = new() { Authorization = "never" };
    private readonly RegistryClients clients = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        clients.Dispose();
        registry.Dispose();
        stranger.Dispose();
    }

    [Theory]
    [InlineData("Bearer realm=\"http://{0}/token\",service=\"evil\"")]
    [InlineData("Basic realm=\"evil\"")]
    public async Task DoesNotAnswerTheHostOfARedirectedBlob(string challenge)
    {
        stranger.Challenge = Challenge(challenge);
        Send("GET", $"/v2/acme/web/blobs/{Layer}", 307, $"http://{stranger.Host}/blob?signature=s3cret");
        var client = Client();
        await client.Check(Token);

        var error = await Assert.ThrowsAsync<RegistryException>(() => Read(client));

        Assert.Equal(["GET /blob?signature=s3cret"], stranger.Requests);
        Assert.Equal(
            $"Cannot read {registry.Host}/acme/web@{Layer}: {stranger.Host}, where the registry sends this, answered 401 Unauthorized. "
                + "Look at the registry's own log: whoever it sends requests to must answer without its password, which is not sent there.",
            error.Message
        );
    }

    [Theory]
    [InlineData("Bearer realm=\"http://{0}/token\",service=\"evil\"")]
    [InlineData("Basic realm=\"evil\"")]
    public async Task DoesNotAnswerTheHostOfAnUpload(string challenge)
    {
        stranger.Challenge = Challenge(challenge);
        Send("POST", "/v2/acme/web/blobs/uploads/", 202, $"http://{stranger.Host}/upload/1");
        var client = Client();

        var error = await Assert.ThrowsAsync<RegistryException>(() =>
            client.Blobs.Upload(Web, new("x/y", Layer, Blob.Length, null), new MemoryStream(Blob), Token)
        );

        Assert.Equal([$"PUT /upload/1?digest={Uri.EscapeDataString(Layer.Value)}"], stranger.Requests);
        Assert.Equal(RegistryFault.Other, error.Fault);
    }

    [Fact]
    public async Task GivesUpNoUploadThatIsElsewhere()
    {
        stranger.Challenge = Challenge("Bearer realm=\"http://{0}/token\"");
        Send("POST", "/v2/acme/web/blobs/uploads/", 202, $"http://{stranger.Host}/upload/1");

        await Client().Blobs.CheckPush(Web, Token);

        Assert.Empty(stranger.Requests);
    }

    [Fact]
    public async Task UploadsToAHostThatAsksForNothing()
    {
        Send("POST", "/v2/acme/web/blobs/uploads/", 202, $"http://{stranger.Host}/v2/upload");

        await Client().Blobs.Upload(Web, new("x/y", Layer, Blob.Length, null), new MemoryStream(Blob), Token);

        Assert.Equal(Blob, stranger.Blobs[Layer.Value]);
        Assert.All(stranger.Requests, request => Assert.DoesNotContain("[", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task DownloadsFromAHostThatAsksForNothing()
    {
        stranger.Blobs[Layer.Value] = Blob;
        Send("GET", $"/v2/acme/web/blobs/{Layer}", 307, $"http://{stranger.Host}/bucket/blobs/{Layer}");

        Assert.Equal(Blob, await Read(Client()));
        Assert.Equal([$"GET /bucket/blobs/{Layer}"], stranger.Requests);
    }

    [Fact]
    public async Task DoesNotTakeItsChallengeForTheRegistrysOwn()
    {
        registry.Challenge = $"Bearer realm=\"http://{registry.Host}/token\"";
        (registry.Authorization, registry.Token) = ("Bearer t0ken", (200, """{"token":"t0ken"}"""));
        stranger.Challenge = "Basic realm=\"evil\"";
        Send("GET", $"/v2/acme/web/blobs/{Layer}", 307, $"http://{stranger.Host}/blob");
        var client = Client();
        await Assert.ThrowsAsync<RegistryException>(() => Read(client));

        Assert.Null(await client.Get(Web, "1", Token));

        Assert.Equal("GET /v2/acme/web/manifests/1 [Bearer t0ken]", registry.Requests[^1]);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task FollowsNoRedirectForAToken(string method)
    {
        registry.Challenge = $"Bearer realm=\"http://{registry.Host}/token\",service=\"s\"";
        Send(method, "/token", 307, $"http://{stranger.Host}/token?x=s3cret");
        var credential = method == "GET" ? Credential : new(RegistryCredential.IdentityToken, new("refresh", new()), "a test");

        var error = await Assert.ThrowsAsync<RegistryException>(() => clients.Connect(registry.Host, credential).Check(Token));

        Assert.Empty(stranger.Requests);
        Assert.Equal(
            $"Cannot get a token for {registry.Host} from http://{registry.Host}/token: it redirects to {stranger.Host}, "
                + "and a password follows no redirect. Have the registry name the address where tokens really are.",
            error.Message
        );
    }

    [Fact]
    public async Task AuthorizesWhatTheRegistrySendsOnToItself()
    {
        registry.Blobs[Layer.Value] = Blob;
        Send("GET", $"/v2/acme/web/blobs/{Layer}", 302, $"/v2/other/blobs/{Layer}");

        Assert.Equal(Blob, await Read(Client()));
        Assert.Equal($"GET /v2/other/blobs/{Layer} [{Basic}]", registry.Requests[^1]);
    }

    [Fact]
    public async Task DoesNotRunInCircles()
    {
        Send("GET", $"/v2/acme/web/blobs/{Layer}", 302, $"/v2/acme/web/blobs/{Layer}");

        var error = await Assert.ThrowsAsync<RegistryException>(() => Read(Client()));

        Assert.Equal("it sends the request on more than 10 times", error.Why);
        Assert.Equal(12, registry.Requests.Length);
    }

    [Fact]
    public async Task AsksForNoOtherCredentialWhenAStrangerRefuses()
    {
        stranger.Challenge = "Basic realm=\"evil\"";
        Send("GET", $"/v2/acme/web/blobs/{Layer}", 307, $"http://{stranger.Host}/blob");
        var asked = 0;
        var client = clients.Connect(registry.Host, Credential, null, (_, _) => Task.FromResult<RegistryCredential?>(Asked(ref asked)));

        await Assert.ThrowsAsync<RegistryException>(() => Read(client));

        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task TakesNoOtherSchemeForBasic()
    {
        registry.Challenge = "Digest realm=\"x\"";

        await Assert.ThrowsAsync<RegistryException>(() => Client().Check(Token));

        Assert.Equal(["GET /v2/"], registry.Requests);
    }

    private static RegistryCredential Asked(ref int asked)
    {
        asked++;
        return new("me", new("newer", new()), "a test");
    }

    private static async Task<byte[]> Read(RegistryClient client)
    {
        using var content = new MemoryStream();
        await using var blob = await client.Blobs.Open(Web, new("x/y", Layer, Blob.Length, null), Token);
        await blob.CopyToAsync(content, Token);
        return content.ToArray();
    }

    private RegistryClient Client() => clients.Connect(registry.Host, Credential);

    private string Challenge(string text) => text.Replace("{0}", stranger.Host, StringComparison.Ordinal);

    /// <summary>The registry answers whoever has the password, and everybody at its token service, with another address.</summary>
    private void Send(string method, string path, int status, string location)
    {
        var asks = path != "/token";
        registry.Lie = (said, at) =>
            said == method
            && at == path
            && (!asks || registry.Requests[^1].EndsWith($"[{registry.Authorization}]", StringComparison.Ordinal))
                ? (status, Encoding.UTF8.GetBytes("{}"), [("Location", location)])
                : null;
    }
}
