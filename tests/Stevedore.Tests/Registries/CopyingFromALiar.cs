using System.Text;
using Stevedore.Images;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

/// <summary>Copies of an image from or to a registry that does not keep to what digests and sizes say.</summary>
public sealed class CopyingFromALiar : IDisposable
{
    private const string Index = "application/vnd.oci.image.index.v1+json";
    private const string Single = "application/vnd.oci.image.manifest.v1+json";
    private readonly StubRegistry from = new();
    private readonly StubRegistry to = new();
    private readonly BriefClock clock = new();
    private readonly RegistryClients clients;
    private readonly string layer;

    public CopyingFromALiar()
    {
        clients = new(System.Net.Http.HttpClient.DefaultProxy, clock);
        layer = from.AddBlob("the layer");
        from.Add("web", Single, Manifest(from.AddBlob("{}"), layer), "1");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        clients.Dispose();
        from.Dispose();
        to.Dispose();
    }

    [Theory]
    [InlineData("the lAyer")]
    [InlineData("the layer and more")]
    [InlineData("the lay")]
    [InlineData("")]
    public async Task RefusesOtherBytesOfALayer(string bytes)
    {
        from.Blobs[layer] = Encoding.UTF8.GetBytes(bytes);

        var error = await Fault();

        Assert.Equal(($"Cannot read {from.Host}/web@{layer}", RegistryFault.Other), (error.What, error.Fault));
        Assert.StartsWith(from.Host, error.Why, StringComparison.Ordinal);
        Assert.Empty(to.Manifests);
        Assert.DoesNotContain(layer, to.Blobs.Keys);
    }

    [Fact]
    public async Task RefusesATargetThatSaysItHasALayerOfAnotherLength()
    {
        to.Lie = (method, path) => method == "HEAD" && path.EndsWith(layer, StringComparison.Ordinal) ? (200, new byte[3], []) : null;

        var error = await Fault();

        Assert.Equal(
            ($"Cannot write {to.Host}/mirror/web@{layer}", $"{to.Host} says that it has it with 3 bytes, and it has 9"),
            (error.What, error.Why)
        );
    }

    [Fact]
    public async Task RefusesATargetThatStoresALayerUnderAnotherDigest()
    {
        to.Lie = (method, path) =>
            method == "PUT" && path == "/v2/upload" ? (201, [], [("Docker-Content-Digest", $"{Digest.Of([])}")]) : null;

        Assert.Equal(
            $"{to.Host} says that its digest is {Digest.Of([])}, and was given bytes whose digest is",
            string.Join(' ', (await Fault()).Why.Split(' ')[..^1])
        );
    }

    [Fact]
    public async Task UploadsWhereTheTargetSaysThatItHasALayerAndNotHowLongItIs()
    {
        var left = 1;
        to.Lie = (method, path) => method == "HEAD" && path.EndsWith(layer, StringComparison.Ordinal) && left-- > 0 ? (200, [], []) : null;

        await Copy();

        Assert.Contains(layer, to.Blobs.Keys);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(405)]
    [InlineData(501)]
    [InlineData(404)]
    public async Task ReadsWhereTheTargetTellsNothingToHead(int status)
    {
        to.Lie = (method, path) => method == "HEAD" && path.Contains("/blobs/", StringComparison.Ordinal) ? (status, [], []) : null;

        await Copy();

        Assert.Contains(layer, to.Blobs.Keys);
        Assert.Equal(from.Manifests["web/1"].Content, to.Manifests["mirror/web/1"].Content);
    }

    [Fact]
    public async Task ReadsWhereTheStorageBehindTheTargetSignsForGetAlone()
    {
        using var storage = new StubRegistry { Lie = (method, path) => method == "HEAD" ? (403, [], []) : (200, to!.Blobs[path[1..]], []) };
        to.Lie = (method, path) =>
            path.Contains("/blobs/sha256", StringComparison.Ordinal) && to.Blobs.ContainsKey(path.Split('/')[^1])
                ? (307, [], [("Location", $"http://{storage.Host}/{path.Split('/')[^1]}")])
                : null;

        await Copy();

        Assert.Equal(from.Manifests["web/1"].Content, to.Manifests["mirror/web/1"].Content);
    }

    [Fact]
    public async Task WaitsForATargetWhoseReplicasAreBehind()
    {
        var left = 5;
        to.Lie = (method, path) => method == "HEAD" && path.EndsWith(layer, StringComparison.Ordinal) && left-- > 0 ? (404, [], []) : null;

        await Copy();

        Assert.Equal([1, 2, 4, 8], clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task WaitsForATargetThatShowsAManifestLater()
    {
        var left = 4;
        to.Lie = (method, path) =>
            method == "HEAD" && path.EndsWith("/manifests/1", StringComparison.Ordinal) && left-- > 0 ? (404, [], []) : null;

        await Copy();

        Assert.Equal([1, 2, 4, 8], clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task RefusesATargetThatTellsNothingToHeadAndAnotherLengthToGet()
    {
        to.Lie = (method, path) =>
            !path.EndsWith(layer, StringComparison.Ordinal) ? null
            : method == "HEAD" ? (405, [], [])
            : (200, new byte[3], []);

        Assert.Equal(
            ($"Cannot write {to.Host}/mirror/web@{layer}", $"{to.Host} says that it has it with 3 bytes, and it has 9"),
            await Told()
        );
        Assert.Empty(to.Manifests);
    }

    [Fact]
    public async Task RefusesATargetThatHasNothingForHeadNorGet()
    {
        to.Lie = (_, path) => path.EndsWith(layer, StringComparison.Ordinal) ? (404, [], []) : null;

        Assert.Equal(
            ($"Cannot write {to.Host}/mirror/web@{layer}", $"{to.Host} accepts it, and then does not have it with 9 bytes"),
            await Told()
        );
        Assert.Equal([1, 2, 4, 8], clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Theory]
    [InlineData(200, "200 OK")]
    [InlineData(202, "202 Accepted")]
    [InlineData(204, "204 No Content")]
    public async Task RefusesATargetThatDoesNotSayThatAnUploadIsComplete(int status, string words)
    {
        to.Lie = (method, path) => method == "PUT" && path == "/v2/upload" ? (status, [], []) : null;

        var error = await Fault();

        Assert.StartsWith($"Cannot write {to.Host}/mirror/web@sha256:", error.What, StringComparison.Ordinal);
        Assert.Equal($"{to.Host} answers {words} to all of its bytes, and 201 Created alone says that it keeps them", error.Why);
        Assert.Empty(to.Manifests);
    }

    [Fact]
    public async Task RefusesATargetThatKeepsNoLayer()
    {
        to.Lie = (method, path) => method == "PUT" && path == "/v2/upload" ? (201, [], []) : null;

        var error = await Fault();

        Assert.EndsWith(" bytes", error.Why, StringComparison.Ordinal);
        Assert.StartsWith($"{to.Host} accepts it, and then does not have it with ", error.Why, StringComparison.Ordinal);
        Assert.Empty(to.Manifests);
    }

    [Fact]
    public async Task ReadsTheConfigurationBackFromTheTarget()
    {
        to.Lie = (method, path) =>
            method == "GET" && path.Contains("/blobs/", StringComparison.Ordinal) ? (200, "[]"u8.ToArray(), []) : null;

        Assert.Equal(
            (
                $"Cannot read {to.Host}/mirror/web@{Digest.Of("{}"u8)}",
                $"{to.Host} answers with other bytes, whose digest is {Digest.Of("[]"u8)}"
            ),
            await Told()
        );
    }

    [Fact]
    public async Task SaysOfALayerThatIsLostToBuildAgain()
    {
        from.Blobs.Clear();

        var error = await Fault();

        Assert.StartsWith($"Cannot read {from.Host}/web@sha256:", error.What, StringComparison.Ordinal);
        Assert.Equal(
            ("the registry lists it and does not have it", "Run again with --rebuild; something deletes images there."),
            (error.Why, error.Fix)
        );
    }

    [Fact]
    public async Task RefusesAManifestOfAnotherSizeThanItsIndexSays()
    {
        var part = from.Add("web", Single, Manifest(from.AddBlob("{}"), layer));
        from.Add("web", Index, $$"""{"manifests":[{"mediaType":"{{Single}}","digest":"{{part}}","size":3}]}""", "1");

        var error = await Fault();

        Assert.Equal($"Cannot read {from.Host}/web@{part}", error.What);
        Assert.Contains(" 3 bytes", error.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusesAManifestOfAnotherKindThanItsIndexSays()
    {
        var body = Manifest(from.AddBlob("{}"), layer);
        var part = from.Add("web", Single, body);
        from.Add("web", Index, $$"""{"manifests":[{"mediaType":"{{Index}}","digest":"{{part}}","size":{{body.Length}}}]}""", "1");

        Assert.Equal($"Cannot read {from.Host}/web@{part}", (await Fault()).What);
    }

    [Fact]
    public async Task CopiesAnIndexInAnIndex()
    {
        var single = Manifest(from.AddBlob("{}"), layer);
        var (inner, outer) = Nested(from.Add("web", Single, single), Single, single.Length, 2);

        await Copy();

        Assert.Equal(outer, Digest.Of(to.Manifests["mirror/web/1"].Content).Value);
        Assert.Contains($"mirror/web/{inner}", to.Manifests.Keys);
    }

    [Fact]
    public async Task RefusesIndexesThatGoDeeper()
    {
        var single = Manifest(from.AddBlob("{}"), layer);
        Nested(from.Add("web", Single, single), Single, single.Length, 3);

        var error = await Fault();

        Assert.Equal("it is an index in an index in an index", error.Why);
        Assert.Empty(to.Manifests);
    }

    [Fact]
    public async Task RefusesAnIndexThatListsItself()
    {
        var lie =
            $$"""{"mediaType":"{{Index}}","manifests":[{"mediaType":"{{Index}}","digest":"sha256:{{new string('a', 64)}}","size":1}]}""";
        from.Lie = (_, path) =>
            path.Contains("/manifests/", StringComparison.Ordinal) ? (200, Encoding.UTF8.GetBytes(lie), [("Content-Type", Index)]) : null;

        var error = await Fault();

        Assert.Equal($"Cannot read {from.Host}/web@sha256:{new string('a', 64)}", error.What);
        Assert.Equal(2, from.Requests.Length);
    }

    [Fact]
    public async Task ReadsEachManifestOnce()
    {
        var single = Manifest(from.AddBlob("{}"), layer);
        var part = from.Add("web", Single, single);
        var entry = $$"""{"mediaType":"{{Single}}","digest":"{{part}}","size":{{single.Length}}}""";
        from.Add("web", Index, $$"""{"manifests":[{{entry}},{{entry}},{{entry}}]}""", "1");

        await Copy();

        Assert.Single(from.Requests, request => request.EndsWith(part, StringComparison.Ordinal));
    }

    /// <summary>Indexes around a manifest, the outermost with the tag.</summary>
    private (string Inner, string Outer) Nested(string digest, string kind, int size, int depth)
    {
        var inner = digest;
        foreach (var level in Enumerable.Range(0, depth))
        {
            inner = digest;
            var body = $$"""{"mediaType":"{{Index}}","manifests":[{"mediaType":"{{kind}}","digest":"{{digest}}","size":{{size}}}]}""";
            (digest, kind, size) = (from.Add("web", Index, body, level == depth - 1 ? "1" : null), Index, body.Length);
        }

        return (inner, digest);
    }

    private async Task<(string What, string Why)> Told() => await Fault() is var error ? (error.What, error.Why) : default;

    private async Task<RegistryException> Fault() => await Assert.ThrowsAsync<RegistryException>(Copy);

    private Task Copy() =>
        ManifestCopy.Copy(
            new(clients.Connect(from.Host, null), RepositoryName.Parse("web"), "1"),
            new(clients.Connect(to.Host, null), RepositoryName.Parse("mirror/web"), "1"),
            Token
        );

    private string Manifest(string configuration, params string[] layers) =>
        $$"""{"config":{{Descriptor(configuration)}},"layers":[{{string.Join(',', layers.Select(Descriptor))}}]}""";

    private string Descriptor(string digest) => $$"""{"mediaType":"m","digest":"{{digest}}","size":{{from.Blobs[digest].Length}}}""";
}
