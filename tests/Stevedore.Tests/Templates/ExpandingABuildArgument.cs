using Stevedore.Templates;
using Stevedore.Tests.Planning.Tags;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Templates;

public sealed class ExpandingABuildArgument
{
    [Theory]
    [InlineData("{branch} at {sha:8}", "feature/x at 3f2a91c0")]
    [InlineData("https://example.com/?q={branch}", "https://example.com/?q=feature/x")]
    [InlineData("""{{"sha":"{sha:4}"}}""", """{"sha":"3f2a"}""")]
    [InlineData("{{sha}}", "{sha}")]
    [InlineData("", "")]
    public void KeepsEveryCharacter(string template, string text) =>
        Assert.Equal(text, TagTemplate.Parse(template).ExpandOrNull(new(SourceCases.Commit, "feature/x")));

    [Fact]
    public void IsNullWhereAValueIsMissing() => Assert.Null(TagTemplate.Parse("{branch}").ExpandOrNull(new()));
}
