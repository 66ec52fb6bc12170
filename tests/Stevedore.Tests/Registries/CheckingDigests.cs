using System.Security.Cryptography;
using System.Text;
using Stevedore.Images;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Stevedore.Shipping;
using Xunit;

namespace Stevedore.Tests.Registries;

public sealed class CheckingDigests : IDisposable
{
    private const string Single = "application/vnd.oci.image.manifest.v1+json";
    private const string Fix =
        "Use nothing from it until whoever runs it has explained this; a proxy or a cache before it may be the cause.";
    private static readonly RepositoryName Web = RepositoryName.Parse("web");
    private readonly StubRegistry registry = new();
    private readonly RegistryClients clients = new(HttpClient.DefaultProxy, new BriefClock());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        clients.Dispose();
        registry.Dispose();
    }

    [Fact]
    public async Task RefusesOtherBytesThanTheDigestIsOf()
    {
        var digest = registry.Add("web", Single, """{"layers":[]}""");
        var other = Say("GET", $"/v2/web/manifests/{digest}", """{"layers":[],"evil":1}""");

        Assert.Equal(
            $"Cannot read {registry.Host}/web@{digest}: {registry.Host} answers with other bytes, whose digest is {other}. {Fix}",
            await Fault(digest)
        );
    }

    [Fact]
    public async Task KnowsBothAlgorithms()
    {
        var bytes = """{"layers":[]}"""u8.ToArray();
        var digest = "sha512:" + Convert.ToHexStringLower(SHA512.HashData(bytes));
        registry.Manifests[$"web/{digest}"] = (Single, bytes);
        registry.Lie = (_, path) => path.StartsWith("/v2/web", StringComparison.Ordinal) ? (200, bytes, [("Content-Type", Single)]) : null;

        Assert.Equal(bytes, (await Client().Get(Web, digest, Token))!.Content.ToArray());

        registry.Lie = (_, _) => (200, """{"layers":[],"evil":1}"""u8.ToArray(), [("Content-Type", Single)]);
        Assert.StartsWith(
            $"Cannot read {registry.Host}/web@{digest}: {registry.Host} answers with other bytes, whose digest is sha512:",
            await Fault(digest),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("sha256:e3b0")]
    [InlineData("nonsense")]
    public async Task RefusesATagWhoseDigestIsNotThatOfItsBytes(string claim)
    {
        var digest = registry.Add("web", Single, """{"layers":[]}""", "1");
        registry.Lie = (_, path) =>
            path == "/v2/web/manifests/1"
                ? (200, registry.Manifests["web/1"].Content, [("Content-Type", Single), ("Docker-Content-Digest", claim)])
                : null;

        Assert.Equal(
            $"Cannot read {registry.Host}/web:1: {registry.Host} says that its digest is {(claim.Length < 60 ? "something that is none" : claim)}, "
                + $"and answers with bytes whose digest is {digest}. {Fix}",
            await Fault("1")
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TakesADigestThatIsSaidTwiceOnlyWhereBothAreRight(bool isRight)
    {
        var digest = registry.Add("web", Single, """{"layers":[]}""", "1");
        registry.Lie = (_, path) =>
            path == "/v2/web/manifests/1"
                ? (
                    200,
                    registry.Manifests["web/1"].Content,
                    [
                        ("Content-Type", Single),
                        ("Docker-Content-Digest", $"{digest}"),
                        ("Docker-Content-Digest", $"{(isRight ? digest : Digest.Of([]))}"),
                    ]
                )
                : null;

        Assert.Equal(isRight, await Record.ExceptionAsync(() => Client().Get(Web, "1", Token)) is null);
    }

    [Fact]
    public async Task TakesATagWithoutAWordOnItsDigest()
    {
        registry.Lie = (_, path) =>
            path == "/v2/web/manifests/1" ? (200, """{"layers":[]}"""u8.ToArray(), [("Content-Type", Single)]) : null;

        Assert.NotNull(await Client().Get(Web, "1", Token));
    }

    [Fact]
    public async Task RefusesAWrittenManifestThatTheRegistryHasAnotherDigestFor()
    {
        registry.Lie = (method, _) => method == "PUT" ? (201, [], [("Docker-Content-Digest", $"{Digest.Of([])}")]) : null;
        Manifest manifest = new(Single, """{"layers":[]}"""u8.ToArray());

        var error = await Assert.ThrowsAsync<RegistryException>(() => Client().Put(Web, "1", manifest, Token));

        Assert.Equal(
            $"Cannot write {registry.Host}/web:1: {registry.Host} says that its digest is {Digest.Of([])}, and was given bytes whose digest is {manifest.Digest}. {Fix}",
            error.Message
        );
    }

    [Fact]
    public async Task SaysWhatIsThereAfterItWasWritten()
    {
        registry.Lie = (method, _) => method == "PUT" ? (201, [], []) : null;
        var old = registry.Add("web", Single, """{"layers":[],"old":1}""", "1");

        var found = await Client().Put(Web, "1", new(Single, """{"layers":[]}"""u8.ToArray()), Token);

        Assert.Equal(old, found.Value);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RefusesAWriteThatLeavesNothing(bool namesItsDigest)
    {
        Manifest manifest = new(Single, """{"layers":[]}"""u8.ToArray());
        registry.Lie = (method, _) =>
            method == "PUT" ? (201, [], namesItsDigest ? [("Docker-Content-Digest", $"{manifest.Digest}")] : []) : null;

        foreach (var reference in (string[])["1", manifest.Digest.Value])
        {
            var error = await Assert.ThrowsAsync<RegistryException>(() => Client().Put(Web, reference, manifest, Token));
            Assert.Equal($"{registry.Host} accepts it, and then holds nothing there", error.Why);
        }
    }

    [Theory]
    [InlineData("""{"os":"linux","architecture":"s390x","config":{"Labels":{"org.opencontainers.image.revision":"evil"} } }""")]
    [InlineData("""{"os":"linux","architecture":"amd64","config":{}}""")]
    [InlineData("{}")]
    public async Task RefusesAnotherConfiguration(string evil)
    {
        var configuration = registry.AddBlob("""{"os":"linux","architecture":"amd64"}""");
        registry.Add("web", Single, $$"""{"config":{"mediaType":"c","size":37,"digest":"{{configuration}}"},"layers":[]}""", "1");
        registry.Blobs[configuration] = Encoding.UTF8.GetBytes(evil);

        var error = await Assert.ThrowsAsync<RegistryException>(() => ImageInspection.Find(Client(), Web, "1", Token));

        Assert.Equal(($"Cannot read {registry.Host}/web@{configuration}", RegistryFault.Other), (error.What, error.Fault));
        Assert.StartsWith(registry.Host, error.Why, StringComparison.Ordinal);
    }

    private RegistryClient Client() => clients.Connect(registry.Host, null);

    private async Task<string> Fault(string reference) =>
        (await Assert.ThrowsAsync<RegistryException>(() => Client().Get(Web, reference, Token))).Message;

    /// <summary>Answers with these bytes instead; their digest.</summary>
    private Digest Say(string method, string path, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        registry.Lie = (said, at) => said == method && at == path ? (200, bytes, [("Content-Type", Single)]) : null;
        return Digest.Of(bytes);
    }
}
