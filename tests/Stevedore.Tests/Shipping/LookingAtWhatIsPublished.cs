using Stevedore.Images;
using Stevedore.Shipping;
using Xunit;

namespace Stevedore.Tests.Shipping;

public sealed class LookingAtWhatIsPublished : IDisposable
{
    private readonly PublishedCase published = new();

    public void Dispose() => published.Dispose();

    [Theory]
    [InlineData("linux/amd64", "linux/amd64", true)]
    [InlineData("linux/arm64", "linux/amd64", false)]
    [InlineData("linux/arm64/v8", "linux/arm64", true)]
    [InlineData("linux/arm/v6", "linux/arm/v7", false)]
    public async Task TakesThePlatformOfASingleManifestFromItsConfiguration(string there, string wanted, bool has)
    {
        PublishedCase.Image(published.One, "web", "abc", there, "1");

        var found = await Find();

        Assert.Equal([Platform.Parse(there)], found!.Platforms!.Value);
        Assert.Equal(has, found.Has([Platform.Parse(wanted)]));
        Assert.Equal("abc", found.Revision);
    }

    [Fact]
    public async Task TakesThePlatformFromThereAlthoughTheManifestSaysItsRevision()
    {
        PublishedCase.Of(
            published.One,
            "web",
            """{"os":"linux","architecture":"s390x"}""",
            "1",
            """{"org.opencontainers.image.revision":"abc"}"""
        );

        var found = await Find();

        Assert.Equal(("abc", "linux/s390x"), (found!.Revision, Assert.Single(found.Platforms!.Value).ToString()));
    }

    [Fact]
    public async Task ReadsNoConfigurationOfAnIndexThatSaysEnough()
    {
        PublishedCase.List(published.One, "web", "abc", "1");

        var found = await Find();

        Assert.Equal(("abc", "linux/amd64"), (found!.Revision, Assert.Single(found.Platforms!.Value).ToString()));
        Assert.DoesNotContain(published.One.Requests, request => request.Contains("/blobs/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task HasNoPlatformThatNothingSays()
    {
        published.One.Add("web", "application/vnd.oci.image.manifest.v1+json", """{"layers":[]}""", "1");

        Assert.False((await Find())!.Has([Platform.Parse("linux/amd64")]));
    }

    private Task<PublishedImage?> Find() =>
        ImageInspection.Find(published.Logins.All[0].Client, RepositoryName.Parse("web"), "1", TestContext.Current.CancellationToken);
}
