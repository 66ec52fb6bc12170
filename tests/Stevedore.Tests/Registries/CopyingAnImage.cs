using System.Text;
using Stevedore.Images;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

public sealed class CopyingAnImage : IDisposable
{
    private const string Index = "application/vnd.oci.image.index.v1+json";
    private const string Single = "application/vnd.oci.image.manifest.v1+json";
    private readonly StubRegistry from = new();
    private readonly StubRegistry to = new();
    private readonly RegistryClients clients = new();
    private readonly string shared;
    private readonly string layer;
    private readonly string index;

    public CopyingAnImage()
    {
        shared = from.AddBlob("shared layer");
        layer = from.AddBlob("arm layer");
        var amd = from.Add("web", Single, Manifest(from.AddBlob("{\"amd\":1}"), shared));
        var arm = from.Add("web", Single, Manifest(from.AddBlob("{\"arm\":1}"), shared, layer));
        index = from.Add(
            "web",
            Index,
            $$"""
            {"manifests":[{{Descriptor(Single, amd, ",\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}")}},
              {{Descriptor(Single, arm, ",\"platform\":{\"os\":\"linux\",\"architecture\":\"arm64\",\"variant\":\"v8\"}")}}]}
            """,
            "1"
        );
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        clients.Dispose();
        from.Dispose();
        to.Dispose();
    }

    [Fact]
    public async Task KeepsEveryByteAndTheDigest()
    {
        await Copy();

        Assert.Equal(from.Manifests["web/1"].Content, to.Manifests["mirror/web/1"].Content);
        Assert.Equal(index, Digest.Of(to.Manifests["mirror/web/1"].Content).Value);
        Assert.Equal(Index, to.Manifests["mirror/web/1"].MediaType);
        Assert.Equal(3, to.Manifests.Count);
        Assert.Equal(
            from.Blobs.Keys.Order(StringComparer.Ordinal),
            to.Blobs.Where(blob => Digest.Of(blob.Value).Value == blob.Key).Select(blob => blob.Key).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task SkipsWhatIsThere()
    {
        to.Blobs[shared] = from.Blobs[shared];

        await Copy();

        Assert.DoesNotContain(from.Requests, request => request.EndsWith(shared, StringComparison.Ordinal));
        Assert.DoesNotContain(
            to.Requests,
            request =>
                request.StartsWith("PUT", StringComparison.Ordinal)
                && request.Contains(Uri.EscapeDataString(shared), StringComparison.Ordinal)
        );
        Assert.Contains(
            to.Requests,
            request =>
                request.StartsWith("PUT", StringComparison.Ordinal)
                && request.Contains(Uri.EscapeDataString(layer), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task WritesTheNameLast()
    {
        await Copy();

        Assert.Equal("PUT /v2/mirror/web/manifests/1", to.Requests.Last(request => request.StartsWith("PUT", StringComparison.Ordinal)));
        Assert.Equal("HEAD /v2/mirror/web/manifests/1", to.Requests[^1]);
    }

    [Fact]
    public async Task SaysThatTheSourceIsGone()
    {
        from.Manifests.Clear();

        Assert.Equal(
            $"Cannot copy {from.Host}/web@{index}: it is not there any more. Run again with --rebuild.",
            (await Assert.ThrowsAsync<StevedoreException>(() => Copy(index))).Message
        );
    }

    [Fact]
    public void ReadsWhatAnIndexSays()
    {
        var content = ManifestContent.Parse(
            new(
                Index,
                Encoding.UTF8.GetBytes(
                    $$"""
                    { "annotations": { "a": "b" },
                      "manifests": [{{Descriptor(
                        Single,
                        shared,
                        ",\"platform\":{\"os\":\"linux\",\"architecture\":\"arm64\",\"variant\":\"v8\"}"
                    )}},
                                    {{Descriptor(Single, layer, ",\"platform\":{\"os\":\"unknown\",\"architecture\":\"unknown\"}")}}] }
                    """
                )
            ),
            "x/web:1"
        );

        Assert.Equal("b", content.Annotations["a"]);
        Assert.Equal(
            [(Platform.Parse("linux/arm64/v8"), Digest.Parse(shared))],
            content.Images.Select(image => (image.Platform, image.Manifest.Digest))
        );
        Assert.Equal(2, content.Manifests.Length);
        Assert.Null(content.Configuration);
        Assert.Empty(content.Layers);
    }

    [Fact]
    public void ReadsWhatASingleManifestSays()
    {
        var content = ManifestContent.Parse(new(Single, Encoding.UTF8.GetBytes(Manifest(shared, layer))), "x/web:1");

        Assert.Equal((shared, 12L), (content.Configuration!.Digest.Value, content.Configuration.Size));
        Assert.Equal([layer], content.Layers.Select(each => each.Digest.Value));
        Assert.Empty(content.Annotations);
        Assert.Empty(content.Images);
    }

    private Task Copy(string? reference = null) =>
        ManifestCopy.Copy(
            new(clients.Connect(from.Host, null), RepositoryName.Parse("web"), reference ?? "1"),
            new(clients.Connect(to.Host, null), RepositoryName.Parse("mirror/web"), "1"),
            Token
        );

    private string Manifest(string configuration, params string[] layers) =>
        $$"""{"config":{{Descriptor("c", configuration)}},"layers":[{{string.Join(',', layers.Select(digest => Descriptor("l", digest)))}}]}""";

    private string Descriptor(string mediaType, string digest, string more = "") =>
        $$"""{"mediaType":"{{mediaType}}","digest":"{{digest}}","size":{{Size(digest)}}{{more}}}""";

    private int Size(string digest) =>
        from.Blobs.TryGetValue(digest, out var blob) ? blob.Length : from.Manifests[$"web/{digest}"].Content.Length;
}
