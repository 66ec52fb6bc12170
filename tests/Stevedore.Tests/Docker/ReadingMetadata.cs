using System.Text;
using Stevedore.Docker;
using Xunit;

namespace Stevedore.Tests.Docker;

public sealed class ReadingMetadata
{
    [Theory]
    [InlineData(
        "bake-metadata.json",
        "sha256:cf705f7be91e3c2c3346dc31a1744c3f8d8078eec37cc166f9aad63d4eb2bb4e",
        "sha256:f618146aabd491a4516533b4ec37bbe832526d700fb82475351593cf26926d23"
    )]
    [InlineData(
        "bake-metadata-docker-container.json",
        "sha256:e6148e59950a68d1aedae886285ade67310ce7ecfb5dacbc0278206ea9501c64",
        "sha256:cc102be1277bbfbc5692f7733c14b96da388740cc13a1c2c46830542b6677afe"
    )]
    public void TakesTheDigestOfEachTarget(string file, string digestOfBase, string digestOfWeb)
    {
        var digests = BakeMetadata.Digests(Encoding.UTF8.GetBytes(Captured.Text(file)), file);

        Assert.Equal(
            [("base", digestOfBase), ("web", digestOfWeb)],
            digests.OrderBy(digest => digest.Key, StringComparer.Ordinal).Select(digest => (digest.Key, digest.Value.Value))
        );
    }

    [Fact]
    public void PassesOverWhatIsNoTarget() =>
        Assert.Empty(BakeMetadata.Digests("""{ "buildx.build.warnings": [], "web": { "image.name": "x" } }"""u8.ToArray(), "m"));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{ "web": { "containerimage.digest": 1 } }""")]
    public void RefusesWhatBakeDoesNotWrite(string text) =>
        Assert.Equal(
            "Cannot read out/metadata.json: it is not the JSON that docker buildx bake writes. Delete it and run Ship again.",
            Assert.Throws<StevedoreException>(() => BakeMetadata.Digests(Encoding.UTF8.GetBytes(text), "out/metadata.json")).Message
        );
}
