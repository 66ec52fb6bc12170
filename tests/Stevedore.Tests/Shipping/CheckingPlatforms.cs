using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Releases;
using Stevedore.Shipping;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Shipping;

/// <summary>Whether what was pushed is for the platforms that were asked for.</summary>
public sealed class CheckingPlatforms : IDisposable
{
    private readonly PublishedCase published = new();

    public void Dispose() => published.Dispose();

    [Theory]
    [InlineData("linux/amd64 linux/arm64", "linux/amd64 linux/arm64", "linux/amd64 linux/arm64")]
    [InlineData("linux/arm64", "linux/arm64/v8", "linux/arm64")]
    [InlineData("linux/arm64/v8", "linux/arm64", "linux/arm64/v8")]
    [InlineData("linux/arm/v7", "linux/arm/v7", "linux/arm/v7")]
    [InlineData("linux/arm", "linux/arm/v7", "linux/arm")]
    [InlineData("linux/amd64", "linux/amd64/v1", "linux/amd64")]
    [InlineData("linux/amd64", "linux/amd64 linux/s390x", "linux/amd64 linux/s390x")]
    public async Task TakesWhatIsForThem(string wanted, string listed, string configured)
    {
        var described = await Describe(wanted, Index(listed, configured));

        Assert.Equal(listed.Split(' '), described.Platforms.Select(platform => platform.Key.ToString()));
    }

    [Theory]
    [InlineData("linux/amd64 linux/arm64", "linux/amd64", "linux/amd64", "it has no manifest for linux/arm64, only for linux/amd64")]
    [InlineData("linux/arm64", "linux/arm64", "linux/amd64", "its manifest for linux/arm64 ({0}) says that it is for linux/amd64")]
    [InlineData("linux/arm/v6", "linux/arm/v6", "linux/arm/v7", "its manifest for linux/arm/v6 ({0}) says that it is for linux/arm/v7")]
    [InlineData("linux/arm/v6", "linux/arm/v6", "linux/arm", "its manifest for linux/arm/v6 ({0}) says that it is for linux/arm")]
    [InlineData("linux/amd64", "linux/amd64", "windows/amd64", "its manifest for linux/amd64 ({0}) says that it is for windows/amd64")]
    [InlineData("linux/amd64", "linux/amd64/v3", "linux/amd64/v3", "it has no manifest for linux/amd64, only for linux/amd64/v3")]
    public async Task RefusesWhatIsForOthers(string wanted, string listed, string configured, string why)
    {
        var index = Index(listed, configured);
        var parts = configured
            .Split(' ')
            .Select(platform => PublishedCase.Image(published.One, "web", SourceCases.Commit, platform))
            .ToArray();

        var error = await Assert.ThrowsAsync<StevedoreException>(() => Describe(wanted, index));

        Assert.Equal(
            $"The image {published.One.Host}/web@{index} is not what was asked for: {string.Format(System.Globalization.CultureInfo.InvariantCulture, why, parts)}. "
                + "Look for a base image or a --platform in its Dockerfile that settles the platform, then build it again with --rebuild, or commit again where tags are immutable.",
            error.Message
        );
    }

    [Fact]
    public async Task TakesASingleManifestForItsPlatform() =>
        Assert.Single((await Describe("linux/arm64", PublishedCase.Image(published.One, "web", "abc", "linux/arm64"))).Platforms);

    [Theory]
    [InlineData("""{"os":"linux","architecture":"amd64"}""", "it is for linux/amd64 alone, not for linux/arm64")]
    [InlineData("{}", "it does not say which platform it is for, and should be for linux/arm64")]
    [InlineData("""{"os":"linux","architecture":"arm 64"}""", "it does not say which platform it is for, and should be for linux/arm64")]
    public async Task RefusesASingleManifestForAnother(string configuration, string why)
    {
        var image = PublishedCase.Of(published.One, "web", configuration);

        Assert.Equal(why, (await Assert.ThrowsAsync<StevedoreException>(() => Describe("linux/arm64", image))).Why);
    }

    [Fact]
    public async Task RefusesAnIndexInPlaceOfAnImage()
    {
        var inner = Index("linux/amd64", "linux/amd64");
        var outer = PublishedCase.Of(published.One, "web", "abc", null, ("linux/amd64", inner));

        Assert.Equal(
            $"its manifest for linux/amd64 ({inner}) does not say which platform it is for",
            (await Assert.ThrowsAsync<StevedoreException>(() => Describe("linux/amd64", outer))).Why
        );
    }

    private string Index(string listed, string configured) =>
        PublishedCase.Of(
            published.One,
            "web",
            SourceCases.Commit,
            null,
            [
                .. listed
                    .Split(' ')
                    .Zip(
                        configured.Split(' '),
                        (platform, said) => (platform, PublishedCase.Image(published.One, "web", SourceCases.Commit, said))
                    ),
            ]
        );

    private async Task<ShippedImage> Describe(string wanted, string digest)
    {
        var token = TestContext.Current.CancellationToken;
        var client = published.Logins.All[0].Client;
        var web = RepositoryName.Parse("web");
        var image = published.Given.Plan().Shipped.First() with { Platforms = [.. wanted.Split(' ').Select(Platform.Parse)] };
        var manifest = (await client.Get(web, digest, token))!;
        return await ImageInspection.Describe(new(client, web, digest), image, manifest, ShipOutcome.Built, token);
    }
}
