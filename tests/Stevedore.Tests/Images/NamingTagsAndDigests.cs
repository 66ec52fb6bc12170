using Stevedore.Images;
using Xunit;

namespace Stevedore.Tests.Images;

public sealed class NamingTagsAndDigests
{
    private const string Hex = "c1d6d545b2680743e1e659a1002fd462da226c1a48542a1476d8185015aada09";

    [Theory]
    [InlineData("latest")]
    [InlineData("3f2a91c0")]
    [InlineData("_")]
    [InlineData("V1.4.2-rc_1")]
    public void TakesTags(string text) => Assert.Equal(text, ImageTag.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData(".1")]
    [InlineData("-1")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a+b")]
    [InlineData("1.4.2\n")]
    [InlineData("ä")]
    public void RefusesOtherTags(string text) =>
        Assert.Equal(
            $"'{text.Replace('\n', ' ')}' is not a valid tag: a tag is made of {ImageTag.Rule}. Correct it.",
            Assert.Throws<StevedoreException>(() => ImageTag.Parse(text)).Message
        );

    [Fact]
    public void TakesTagsOf128Characters()
    {
        Assert.NotNull(ImageTag.TryParse(new('a', 128)));
        Assert.Null(ImageTag.TryParse(new('a', 129)));
    }

    [Fact]
    public void TakesDigests()
    {
        var digest = Digest.Parse("sha256:" + Hex);

        Assert.Equal("sha256:" + Hex, digest.Value);
        Assert.Equal((Hex, "sha256"), (digest.Hex, digest.Algorithm));
    }

    [Fact]
    public void TakesDigestsOfTheOtherAlgorithm()
    {
        var digest = Digest.Parse($"sha512:{Hex}{Hex}");

        Assert.Equal((Hex + Hex, "sha512"), (digest.Hex, digest.Algorithm));
        Assert.Equal(
            "sha512:cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
            digest.OfSameKind([]).Value
        );
    }

    [Fact]
    public void ComputesTheDigestThatTheWorldKnows() =>
        Assert.Equal("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Digest.Of([]).Value);

    [Theory]
    [InlineData("")]
    [InlineData("sha256:")]
    [InlineData(Hex)]
    [InlineData("sha512:" + Hex)]
    [InlineData("sha256:" + Hex + Hex)]
    [InlineData("sha512:" + Hex + Hex + "0")]
    [InlineData("md5:" + Hex)]
    [InlineData("sha256:C1D6D545B2680743E1E659A1002FD462DA226C1A48542A1476D8185015AADA09")]
    [InlineData("sha256:" + Hex + "0")]
    [InlineData("sha256:" + Hex + "\n")]
    public void RefusesOtherDigests(string text)
    {
        Assert.Null(Digest.TryParse(text));
        Assert.Equal(
            $"'{text.Replace('\n', ' ')}' is not a valid digest: a digest is made of 'sha256:' and 64 lower-case hexadecimal digits, or 'sha512:' and 128. Correct it.",
            Assert.Throws<StevedoreException>(() => Digest.Parse(text)).Message
        );
    }

    [Fact]
    public void TakesNoTextForNoDigest() => Assert.Null(Digest.TryParse(null));
}
