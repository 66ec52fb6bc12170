using System.Text;
using Stevedore.Images;
using Stevedore.Releases;
using Stevedore.Shipping;
using Stevedore.Tests.Shipping;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Registries;

/// <summary>Indexes of which docker takes another manifest than the one that seems to be there for a platform.</summary>
/// <remarks><see href="https://github.com/containerd/platforms/blob/main/database.go"/></remarks>
public sealed class ReadingWhatDockerTakes : IDisposable
{
    private const string Index = "application/vnd.oci.image.index.v1+json";
    private const string Fix = "Whoever pulls it may get another image: delete what is there, or take away its tag, and run again.";
    private static readonly RepositoryName Web = RepositoryName.Parse("web");
    private readonly PublishedCase published = new();

    private StubRegistry Registry => published.One;

    public void Dispose() => published.Dispose();

    [Theory]
    [InlineData("Linux", "AMD64", null)]
    [InlineData("LINUX", "X86_64", null)]
    [InlineData("linux", "x86-64", null)]
    [InlineData("Linux", "amd64", "V1")]
    public async Task SeesAManifestWhosePlatformIsSpeltInAnotherWay(string os, string architecture, string? variant)
    {
        var other = PublishedCase.Image(Registry, "web", SourceCases.Commit, "linux/s390x");
        var digest = List(Entry(other, Platform(os, architecture, variant)));

        Assert.Equal(
            $"its manifest for linux/amd64 ({other}) says that it is for linux/s390x",
            (await Assert.ThrowsAsync<StevedoreException>(() => Describe(digest))).Why
        );
    }

    [Fact]
    public async Task SeesThatSuchAManifestIsOfAnotherCommit()
    {
        var digest = List(Entry(PublishedCase.Image(Registry, "web", "9c0ffee"), Platform("Linux", "AMD64")));

        Assert.EndsWith(
            $"is of commit 9c0ffee, not of {SourceCases.Commit}",
            (await Assert.ThrowsAsync<StevedoreException>(() => Describe(digest))).Why,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task TakesAnImageWhosePlatformIsSpeltInAnotherWay()
    {
        var image = PublishedCase.Image(Registry, "web", SourceCases.Commit, "Linux/AMD64");
        var digest = List(Entry(image, Platform("Linux", "AMD64")), Entry(image, Platform("unknown", "unknown")));

        Assert.Equal("linux/amd64", Assert.Single((await Describe(digest)).Platforms).Key.ToString());
        Assert.True((await Find())!.Has([Stevedore.Images.Platform.Parse("linux/amd64")]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"os":"","architecture":""}""")]
    [InlineData("""{"os":"","architecture":"amd64"}""")]
    [InlineData("""{"os":"linux","architecture":""}""")]
    [InlineData("""{"os":"linux","architecture":"amd 64"}""")]
    [InlineData("""{"os":"li\u001b[31mnux","architecture":"../.."}""")]
    public async Task RefusesAManifestWhosePlatformCannotBeRead(string? platform)
    {
        var odd = PublishedCase.Image(Registry, "web", SourceCases.Commit);
        var digest = List(Entry(odd, platform), Good());

        await Refused(digest, $"its index lists {odd} for no platform that can be read");
    }

    [Theory]
    [InlineData("""{"os":"linux","architecture":"amd64"}""", "linux/amd64")]
    [InlineData("""{"os":"Linux","architecture":"x86_64"}""", "linux/amd64")]
    [InlineData("""{"os":"linux","architecture":"amd64","variant":"v1"}""", "linux/amd64")]
    public async Task RefusesTwoManifestsOfOnePlatform(string platform, string named)
    {
        var first = PublishedCase.Of(Registry, "web", """{"os":"linux","architecture":"amd64"}""");
        var digest = List(Entry(first, platform), Good());

        await Refused(digest, $"its index lists {first} and {PublishedCase.Image(Registry, "web", SourceCases.Commit)}, both for {named}");
    }

    [Fact]
    public async Task TakesOneManifestThatIsListedTwice() => Assert.Single((await Describe(List(Good(), Good()))).Platforms);

    [Fact]
    public async Task TakesAVariantBesideItsArchitecture()
    {
        var newer = PublishedCase.Image(Registry, "web", SourceCases.Commit, "linux/amd64/v3");

        Assert.Equal(2, (await Describe(List(Good(), Entry(newer, Platform("linux", "amd64", "v3"))))).Platforms.Length);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("{}")]
    public async Task NamesThePlaceOfAManifestThatCannotBeRead(string variant)
    {
        var platform = $$"""{"os":"linux","architecture":"amd64","variant":{{variant}}}""";
        var digest = List(Entry(PublishedCase.Image(Registry, "web", SourceCases.Commit), platform));

        Assert.Equal($"Cannot read {Registry.Host}/web:1", (await Assert.ThrowsAnyAsync<StevedoreException>(Find)).What);
        Assert.Equal(
            $"Cannot read {Registry.Host}/web@{digest}",
            (await Assert.ThrowsAnyAsync<StevedoreException>(() => Describe(digest))).What
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"os":"","architecture":""}""")]
    public async Task TakesAnImageBesideAnArtifactOfNoPlatform(string? platform)
    {
        var digest = List(Entry(Artifact(), platform), Good());

        Assert.Equal("linux/amd64", Assert.Single((await Describe(digest)).Platforms).Key.ToString());
        Assert.True((await Find())!.Has([Stevedore.Images.Platform.Parse("linux/amd64")]));
    }

    [Fact]
    public async Task RefusesAnImageThatCallsItselfAnArtifact()
    {
        var image = """{"os":"linux","architecture":"amd64"}""";
        var odd = Registry.Add(
            "web",
            "application/vnd.oci.image.manifest.v1+json",
            $$"""{"artifactType":"application/spdx+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","size":{{image.Length}},"digest":"{{Registry.AddBlob(image)}}"},"layers":[]}"""
        );

        await Refused(List(Entry(odd, null), Good()), $"its index lists {odd} for no platform that can be read");
    }

    [Fact]
    public async Task TakesWindowsOfSeveralVersions()
    {
        var digest = List(
            Good(),
            Entry(Windows("10.0.20348.2322"), Version("10.0.20348.2322")),
            Entry(Windows("10.0.17763.5329"), Version("10.0.17763.5329"))
        );

        Assert.Equal(["linux/amd64", "windows/amd64"], (await Describe(digest)).Platforms.Select(part => part.Key.ToString()));
        Assert.NotNull(await Find());
    }

    [Fact]
    public async Task RefusesTwoOfOneVersionOfWindows()
    {
        var (first, second) = (Windows("1"), Windows("2"));

        await Refused(
            List(Good(), Entry(first, Version("10.0.20348.2322")), Entry(second, Version("10.0.20348.2322"))),
            $"its index lists {first} and {second}, both for windows/amd64"
        );
    }

    // Docker on Linux looks at no version.
    [Theory]
    [InlineData("os.version", "\"5.15\"")]
    [InlineData("os.features", "[\"x\"]")]
    public async Task RefusesTwoOfLinuxWhateverTheirVersions(string name, string value)
    {
        var first = PublishedCase.Of(Registry, "web", """{"os":"linux","architecture":"amd64"}""");

        await Refused(
            List(Entry(first, $$"""{"os":"linux","architecture":"amd64","{{name}}":{{value}}}"""), Good()),
            $"its index lists {first} and {PublishedCase.Image(Registry, "web", SourceCases.Commit)}, both for linux/amd64"
        );
    }

    private static string Version(string version) => $$"""{"os":"windows","architecture":"amd64","os.version":"{{version}}"}""";

    private string Windows(string version) =>
        PublishedCase.Of(Registry, "web", $$"""{"os":"windows","architecture":"amd64","os.version":"{{version}}"}""");

    private string Artifact() =>
        Registry.Add(
            "web",
            "application/vnd.oci.image.manifest.v1+json",
            $$"""{"artifactType":"application/spdx+json","config":{"mediaType":"application/vnd.oci.empty.v1+json","size":2,"digest":"{{Registry.AddBlob("{}")}}"},"layers":[]}"""
        );

    private async Task Refused(string digest, string why)
    {
        Assert.Equal(
            $"The image {Registry.Host}/web:1 is not what docker would take: {why}. {Fix}",
            (await Assert.ThrowsAnyAsync<StevedoreException>(Find)).Message
        );
        Assert.Equal(
            $"The image {Registry.Host}/web@{digest} is not what docker would take: {why}. {Fix}",
            (await Assert.ThrowsAnyAsync<StevedoreException>(() => Describe(digest))).Message
        );
    }

    private string Good() => Entry(PublishedCase.Image(Registry, "web", SourceCases.Commit), Platform("linux", "amd64"));

    private static string Platform(string os, string architecture, string? variant = null) =>
        $$"""{"os":"{{os}}","architecture":"{{architecture}}"{{(variant is null ? "" : $",\"variant\":\"{variant}\"")}}}""";

    private string Entry(string digest, string? platform) =>
        $$"""{"size":{{Registry.Manifests[$"web/{digest}"].Content.Length}},"digest":"{{digest}}"{{(platform is null ? "" : $",\"platform\":{platform}")}}}""";

    private string List(params string[] entries) =>
        Registry.Add(
            "web",
            Index,
            $$"""{"annotations":{"org.opencontainers.image.revision":"{{SourceCases.Commit}}"},"manifests":[{{string.Join(',', entries)}}]}""",
            "1"
        );

    private Task<PublishedImage?> Find() =>
        ImageInspection.Find(published.Logins.All[0].Client, Web, "1", TestContext.Current.CancellationToken);

    private async Task<ShippedImage> Describe(string digest)
    {
        var token = TestContext.Current.CancellationToken;
        var client = published.Logins.All[0].Client;
        var image = published.Given.Plan().Shipped.First() with { Platforms = [Stevedore.Images.Platform.Parse("linux/amd64")] };
        var manifest = (await client.Get(Web, digest, token))!;
        return await ImageInspection.Describe(new(client, Web, digest), image, manifest, ShipOutcome.Found, token);
    }
}
