using Stevedore.Templates;
using Xunit;

namespace Stevedore.Tests.Planning.Tags;

public sealed class TagsThatMove
{
    [Theory]
    [InlineData("latest", "latest")]
    [InlineData("{branch}", "*")]
    [InlineData("{branch}-latest", "*-latest")]
    [InlineData("{sha:8}", null)]
    [InlineData("{version}", null)]
    [InlineData("{tag}", null)]
    [InlineData("{date:yyyyMMdd}-{branch}", null)]
    public void HaveNoCommitInThem(string template, string? pattern) =>
        Assert.Equal(pattern, TagTemplate.Parse(template).MovingPattern(""));

    [Fact]
    public void BearThePrefixOfTheirImage() => Assert.Equal("web-latest", TagTemplate.Parse("latest").MovingPattern("web-"));
}
