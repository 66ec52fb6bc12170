using System.Text;
using Stevedore.Images;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

/// <summary>Manifests that two readers could understand differently.</summary>
public sealed class ReadingOddManifests : IDisposable
{
    private const string Index = "application/vnd.oci.image.index.v1+json";
    private const string Single = "application/vnd.oci.image.manifest.v1+json";
    private const string DockerSingle = "application/vnd.docker.distribution.manifest.v2+json";
    private const string Digest64 = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static readonly RepositoryName Web = RepositoryName.Parse("web");
    private readonly StubRegistry registry = new();
    private readonly RegistryClients clients = new();

    public void Dispose()
    {
        clients.Dispose();
        registry.Dispose();
    }

    [Theory]
    [InlineData("\\u001b[31m")]
    [InlineData("an image")]
    [InlineData("image/x; a=b")]
    [InlineData("")]
    public async Task RefusesAMediaTypeThatIsNone(string mediaType)
    {
        registry.Add("web", "application/json", $$"""{"mediaType":"{{mediaType}}"}""", "1");

        Assert.Equal("the answer is not an image manifest", (await Fault()).Why);
    }

    [Theory]
    [InlineData(Index, $$"""{"mediaType":"{{Single}}"}""")]
    [InlineData(Single, $$"""{"mediaType":"{{Index}}"}""")]
    [InlineData(Single, $$"""{"mediaType":"{{DockerSingle}}","layers":[]}""")]
    [InlineData(Single, """{"manifests":[]}""")]
    [InlineData(Single, """{"layers":[],"manifests":[]}""")]
    [InlineData(Index, """{"manifests":[],"layers":[]}""")]
    [InlineData(Index, """{"manifests":[],"config":{}}""")]
    [InlineData("application/json", """{"manifests":[],"config":{}}""")]
    [InlineData("text/plain", $$"""{"mediaType":"{{Index}}","layers":[]}""")]
    [InlineData(Single, """{"layers":[],"fsLayers":[]}""")]
    public async Task RefusesMediaTypesThatContradictEachOther(string mediaType, string body)
    {
        registry.Add("web", mediaType, body, "1");

        var error = await Fault();

        Assert.Equal(
            (
                RegistryFault.Other,
                $"Cannot read {registry.Host}/web:1",
                $"{registry.Host} answers with a manifest of one kind that says or holds what another kind does"
            ),
            (error.Fault, error.What, error.Why)
        );
    }

    [Theory]
    [InlineData("application/json", $$"""{"mediaType":"{{Index}}","manifests":[]}""", Index)]
    [InlineData("text/plain; charset=utf-8", $$"""{"mediaType":"{{DockerSingle}}","layers":[]}""", DockerSingle)]
    [InlineData("application/octet-stream", """{"manifests":[]}""", Index)]
    [InlineData("application/json", """{"config":{"digest":"x"},"layers":[]}""", Single)]
    [InlineData(DockerSingle, """{"layers":[]}""", DockerSingle)]
    public async Task TakesTheKindFromWhateverNamesIt(string mediaType, string body, string kind)
    {
        registry.Add("web", mediaType, body, "1");

        Assert.Equal(kind, (await clients.Connect(registry.Host, null).Get(Web, "1", TestContext.Current.CancellationToken))!.MediaType);
    }

    [Theory]
    [InlineData("""{"layers":[],"layers":[]}""")]
    [InlineData("""{"layers":[],"Layers":[]}""")]
    [InlineData("""{"layer\u017f":[]}""")]
    [InlineData("""{"CONFIG":{}}""")]
    [InlineData("""{"layers":[]} {}""")]
    [InlineData("""{"layers":[],}""")]
    [InlineData("""{"layers":[]/**/}""")]
    [InlineData("""{"annotations":{"a":"1","a":"2"}}""")]
    [InlineData("""{"mediaType":1}""")]
    [InlineData("\uFEFF{}")]
    [InlineData("null")]
    [InlineData("")]
    public async Task RefusesJsonThatHasNoOneMeaning(string body)
    {
        registry.Add("web", Single, body, "1");

        var error = await Fault();

        Assert.Equal(
            (RegistryFault.Other, $"Cannot read {registry.Host}/web:1", "the answer is not an image manifest"),
            (error.Fault, error.What, error.Why)
        );
    }

    [Fact]
    public async Task RefusesJsonThatIsDeep()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 60)) + "1" + new string('}', 60);
        registry.Add("web", Single, $$"""{"layers":[],"annotations":{{deep}} }""", "1");

        Assert.Equal("the answer is not an image manifest", (await Fault()).Why);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("9223372036854775807")]
    [InlineData("9223372036854775808")]
    [InlineData("1e3")]
    [InlineData("\"1\"")]
    public void RefusesSizesThatAreNone(string size)
    {
        var body = $$"""{"layers":[{"digest":"{{Digest64}}","size":{{size}}},{"digest":"{{Digest64}}","size":{{size}}}]}""";

        Assert.Throws<RegistryException>(() => ManifestContent.Parse(new(Single, Encoding.UTF8.GetBytes(body)), "x/web:1"));
    }

    [Theory]
    [InlineData("Digest")]
    [InlineData("Size")]
    [InlineData("Platform")]
    public void RefusesAPointerThatIsSpeltInAnotherCase(string name)
    {
        var body = $$"""{"manifests":[{"digest":"{{Digest64}}","size":1,"{{name}}":{} }]}""";

        Assert.Throws<RegistryException>(() => ManifestContent.Parse(new(Index, Encoding.UTF8.GetBytes(body)), "x/web:1"));
    }

    [Fact]
    public void RefusesAnIndexOfMoreThanAThousandManifests()
    {
        var many = string.Join(',', Enumerable.Repeat($$"""{"digest":"{{Digest64}}","size":1}""", 1001));

        Assert.Throws<RegistryException>(() =>
            ManifestContent.Parse(new(Index, Encoding.UTF8.GetBytes($$"""{"manifests":[{{many}}]}""")), "x/web:1")
        );
    }

    private Task<RegistryException> Fault() =>
        Assert.ThrowsAsync<RegistryException>(() =>
            clients.Connect(registry.Host, null).Get(Web, "1", TestContext.Current.CancellationToken)
        );
}
