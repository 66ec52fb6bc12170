using Stevedore.Credentials;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Releases;
using Stevedore.Settings;
using Stevedore.Shipping;
using Stevedore.Tests.Planning;
using Stevedore.Tests.Registries;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Shipping;

/// <summary>ShipDefinitions alone, after a push that built everything, a part, or nothing.</summary>
public sealed class ReadingTheLastPush : IDisposable
{
    private const string Tag = "3f2a91c0";
    private readonly TemporaryFolder folder = new();
    private readonly CleanUp cleanUp = new();
    private readonly PublishedCase published = new();

    public void Dispose()
    {
        published.Dispose();
        cleanUp.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(
        "release.json",
        "{ \"images\": { \"web\": { \"registries\": { \"r\": { \"repository\": \"w\", \"tags\": [\"x\"], \"digest\": \"none\" } } } } }"
    )]
    [InlineData(
        "release.json",
        "{ \"images\": { \"web\": { \"registries\": { \"r\": { \"repository\": null, \"tags\": [\"x\"], \"digest\": null } } } } }"
    )]
    [InlineData("release.json", "[]")]
    [InlineData("metadata.json", "{ \"web\": { \"image.name\": null } }")]
    [InlineData("metadata.json", "not JSON")]
    public async Task SaysThatARecordIsNotOneOfItsOwn(string name, string content)
    {
        _ = Ship();
        await File.WriteAllTextAsync(folder.File(name), content, TestContext.Current.CancellationToken);

        Assert.Equal(
            $"Cannot read {folder.File(name)}: it is not what Stevedore writes there. Delete it and run Ship.",
            (await Assert.ThrowsAsync<StevedoreException>(Read)).Message
        );
    }

    [Fact]
    public async Task SaysThatARecordCannotBeRead()
    {
        _ = Ship();
        Directory.CreateDirectory(folder.File("release.json"));

        Assert.Equal(
            $"Cannot read {folder.File("release.json")}: it is a folder. Make it a file that this user can read.",
            (await Assert.ThrowsAsync<StevedoreException>(Read)).Message
        );
    }

    [Fact]
    public async Task AsksTheRegistriesAfterAPushThatBuiltNothing()
    {
        var (web, api) = Ship();

        Assert.Equal([("web", web), ("api", api)], await Read());
    }

    [Fact]
    public async Task TakesTheDigestOfThePushThoughTheTagHasMoved()
    {
        var (web, api) = Ship();
        Metadata("web", web);
        Image("web", SourceCases.Commit + "-later", Tag);

        Assert.Equal([("web", web), ("api", api)], await Read());
    }

    [Fact]
    public async Task TakesTheDigestThatWasPushedToAnyOfTheRegistries()
    {
        var (web, api) = Ship();
        Metadata("web", web, host: published.Two.Host);
        Image("web", SourceCases.Commit + "-later", Tag);

        Assert.Equal([("web", web), ("api", api)], await Read());
    }

    [Fact]
    public async Task TakesTheRecordOfAChangedTree()
    {
        published.Given = published.Given with { Images = ["web"], Source = SourceCases.Main with { IsDirty = true } };
        var web = Image("web", SourceCases.Commit + "-dirty", Tag + "-dirty");
        Metadata("web", web, tag: Tag + "-dirty");

        Assert.Equal([("web", web)], await Read());
    }

    [Fact]
    public async Task SaysWhatAnImageIsMadeFromAndSinceWhenItIsThere()
    {
        published.Given = published.Given with { Images = ["web"] };
        foreach (var registry in (StubRegistry[])[published.One, published.Two])
        {
            PublishedCase.Of(
                registry,
                "web",
                """{"os":"linux","architecture":"amd64"}""",
                Tag,
                $$"""
                {
                  "org.opencontainers.image.revision": "{{SourceCases.Commit}}",
                  "org.opencontainers.image.base.name": "docker.io/library/alpine:3",
                  "org.opencontainers.image.base.digest": "{{Shipped.One}}",
                  "stevedore.bases": "golang:1@{{Shipped.Two}}"
                }
                """
            );
        }

        var image = Assert.Single(await Push(new Dated()).Read(TestContext.Current.CancellationToken));

        Assert.Equal(ShipOutcome.Found, image.Outcome);
        Assert.Equal(new("docker.io/library/alpine:3", Shipped.One), image.Base);
        Assert.Equal([image.Base!, new("golang:1", Shipped.Two)], image.Bases);
        Assert.Equal(
            [("one", Dated.Since("one")), ("two", Dated.Since("two"))],
            image.Since.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, one.Value))
        );
    }

    [Fact]
    public async Task SaysOnWhichDigestAnImageOfThemStands()
    {
        published.Given = new PlanCase(
            $$"""
            {
              "tags": ["{sha:8}"],
              "images": { "base": {}, "web": { "contexts": { "base": "image:base" } } },
              "registries": { "one": { "type": "registry", "host": "{{published.One.Host}}" } }
            }
            """
        )
        {
            Dockerfiles = { ["base"] = "FROM scratch\n", ["web"] = "FROM base\n" },
        };
        var under = PublishedCase.Image(published.One, "base", SourceCases.Commit, tag: Tag);
        var name = $"{published.One.Host}/base:{Tag}";
        PublishedCase.Of(
            published.One,
            "web",
            """{"os":"linux","architecture":"amd64"}""",
            Tag,
            $$"""{"org.opencontainers.image.revision":"{{SourceCases.Commit}}","org.opencontainers.image.base.name":"{{name}}"}"""
        );

        var images = await Push().Read(TestContext.Current.CancellationToken);

        Assert.Equal([null, new BaseImage(name, Digest.Parse(under))], images.Select(image => image.Base));
    }

    [Fact]
    public async Task TakesWhatThePushDidNotBuildFromTheReleaseBefore()
    {
        var (web, api) = Ship();
        Metadata("api", api, "api");
        Release(web);
        Image("web", SourceCases.Commit + "-later", Tag);

        Assert.Equal([("web", web), ("api", api)], await Read());
    }

    [Fact]
    public async Task PassesOverTheRecordOfAnotherTag()
    {
        var (web, api) = Ship();
        Metadata("web", Shipped.One.Value, tag: "00000000");

        Assert.Equal([("web", web), ("api", api)], await Read());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TakesThePushThatNamedTheBase(bool byTheBuild)
    {
        const string Named = Tag + "-0a1b2c3d";
        var (_, api) = Ship();
        var web = Image("web", SourceCases.Commit, Named);
        if (byTheBuild)
        {
            Metadata("web", web, tag: Named);
        }
        else
        {
            Release(web, Named);
        }

        var images = await Push().Read(TestContext.Current.CancellationToken);

        Assert.Equal(
            [("web", Named, $"{published.One.Host}/web:{Named}", web), ("api", Tag, $"{published.One.Host}/api:{Tag}", api)],
            images.Select(image => (image.Image.Name.Value, image.Image.CommitTag.Value, image.Image.Reference!, image.Digest.Value))
        );
    }

    [Theory]
    [InlineData(Tag + "-0a1b2c3")]
    [InlineData(Tag + "-0a1b2c3d4")]
    [InlineData(Tag + "-0A1B2C3D")]
    [InlineData(Tag + "-release1")]
    public async Task PassesOverTheRecordOfALongerTag(string tag)
    {
        var (web, api) = Ship();
        Metadata("web", Shipped.One.Value, tag: tag);

        Assert.Equal([("web", web), ("api", api)], await Read());
    }

    [Fact]
    public async Task RefusesTheRecordOfAnotherCommit()
    {
        Ship();
        var other = Image("web", SourceCases.OtherCommit);
        Metadata("web", other);

        Assert.Equal(
            $"Cannot write the definitions: {published.One.Host}/web:{Tag} ({other}) is of commit {SourceCases.OtherCommit}, not of {SourceCases.Commit}. Run Ship for this commit.",
            await Fault()
        );
    }

    [Fact]
    public async Task RefusesTheTagOfAnotherCommit()
    {
        Ship();
        var other = Image("web", SourceCases.OtherCommit, Tag);

        Assert.Equal(
            $"Cannot write the definitions: {published.One.Host}/web:{Tag} ({other}) is of commit {SourceCases.OtherCommit}, not of {SourceCases.Commit}. Run Ship for this commit.",
            await Fault()
        );
    }

    [Fact]
    public async Task RefusesWhatOneRegistryLacks()
    {
        Ship();
        published.Two.Manifests.Clear();

        Assert.Equal(
            $"Cannot write the definitions: the registry does not have {published.Two.Host}/web:{Tag}. Run Ship for this commit.",
            await Fault()
        );
    }

    [Fact]
    public async Task RefusesARecordedDigestThatIsGone()
    {
        Ship();
        Metadata("web", Shipped.One.Value);

        Assert.Equal(
            $"Cannot write the definitions: the registry does not have {published.One.Host}/web@{Shipped.One}. Run Ship for this commit.",
            await Fault()
        );
    }

    [Fact]
    public async Task RefusesRegistriesThatDiffer()
    {
        var (web, _) = Ship();
        var other = PublishedCase.List(published.Two, "web", SourceCases.Commit, Tag);

        Assert.Equal(
            $"Cannot write the definitions: the registries hold different digests of {published.One.Host}/web:{Tag}: {web} and {other}. Run Ship for this commit.",
            await Fault()
        );
    }

    [Fact]
    public async Task RefusesTheLeftoverOfOnePlatform()
    {
        Ship();
        var left = PublishedCase.Image(published.One, "web", SourceCases.Commit, "linux/arm64", Tag);

        Assert.Equal(
            $"Cannot write the definitions: {published.One.Host}/web:{Tag} ({left}) lacks some of linux/amd64. Run Ship for this commit.",
            await Fault()
        );
    }

    [Fact]
    public async Task DoesNotTrustTheTagOfAChangedTree()
    {
        published.Given = published.Given with { Source = SourceCases.Main with { IsDirty = true } };
        Image("web", SourceCases.Commit + "-dirty", Tag + "-dirty");

        Assert.Equal(
            $"Cannot write the definitions: no file in {folder.Path} says what was pushed as {published.One.Host}/web:{Tag}-dirty, and without a commit, "
                + "or with changes to it, the tag does not tell. Run Ship, or name the folder of its files with --output.",
            await Fault()
        );
    }

    [Fact]
    public async Task DoesNotTrustTheTagOfNoCommit()
    {
        published.Given = published.Given with
        {
            Source = SourceCases.Unknown,
            Environment = new() { ["IMAGE_TAG"] = "7" },
        };
        Image("web", SourceCases.Commit, "7");

        Assert.Equal(
            $"Cannot write the definitions: no file in {folder.Path} says what was pushed as {published.One.Host}/web:7, and without a commit, "
                + "or with changes to it, the tag does not tell. Run Ship, or name the folder of its files with --output.",
            await Fault()
        );
    }

    [Fact]
    public async Task SaysWhichFileIsNotItsOwn()
    {
        await File.WriteAllTextAsync(folder.File("release.json"), "[]", TestContext.Current.CancellationToken);

        Assert.Equal(
            $"Cannot read {folder.File("release.json")}: it is not what Stevedore writes there. Delete it and run Ship.",
            await Fault()
        );
    }

    private (string Web, string Api) Ship() =>
        (Image("web", SourceCases.Commit, Tag), PublishedCase.Image(published.One, "api", SourceCases.Commit, tag: Tag));

    /// <summary>The same image in both registries.</summary>
    private string Image(string repository, string revision, string? tag = null)
    {
        PublishedCase.Image(published.Two, repository, revision, tag: tag);
        return PublishedCase.Image(published.One, repository, revision, tag: tag);
    }

    private void Metadata(string target, string digest, string? repository = null, string tag = Tag, string? host = null) =>
        File.WriteAllText(
            folder.File("metadata.json"),
            $$"""{"{{target}}":{"containerimage.digest":"{{digest}}","image.name":"{{host ?? published.One.Host}}/{{repository ?? target}}:{{tag}}"} }"""
        );

    private void Release(string web, string tag = Tag)
    {
        var result = Shipped.Result(published.Given);
        new OutputFolder(folder.Path, cleanUp).WriteRelease(
            result with
            {
                Images =
                [
                    .. result
                        .Images.Where(image => image.Image.Name.Value == "web")
                        .Select(image =>
                            image with
                            {
                                Digest = Digest.Parse(web),
                                Image = image.Image with { CommitTag = ImageTag.Parse(tag) },
                            }
                        ),
                ],
            }
        );
    }

    private async Task<(string Image, string Digest)[]> Read() =>
        [.. (await Push().Read(TestContext.Current.CancellationToken)).Select(image => (image.Image.Name.Value, image.Digest.Value))];

    private async Task<string> Fault() =>
        (await Assert.ThrowsAsync<StevedoreException>(() => Push().Read(TestContext.Current.CancellationToken))).Message;

    private LastPush Push(IRegistry? kind = null)
    {
        var plan = published.Given.Plan();
        return new(new(folder.Path, cleanUp), plan, published.Logins, PublishedRun.Repositories(plan, kind));
    }

    private sealed class Dated : IRegistry
    {
        public Type SettingsType => typeof(RegistrySettings);

        public static DateTimeOffset Since(string registry) => new(2026, 1, registry == "one" ? 1 : 2, 0, 0, 0, TimeSpan.Zero);

        public Task<RegistryCredential?> LogIn(RegistryPlan registry, CancellationToken cancellation) =>
            throw new InvalidOperationException("Nobody logs in.");

        public Task<DateTimeOffset?> PushedAt(
            RegistryPlan registry,
            ImageReference repository,
            Digest digest,
            CancellationToken cancellation
        ) => Task.FromResult<DateTimeOffset?>(Since(registry.Name));
    }
}
