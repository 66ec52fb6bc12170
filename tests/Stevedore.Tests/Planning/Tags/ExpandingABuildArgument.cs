using Stevedore.Planning.Tags;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Planning.Tags;

public sealed class ExpandingABuildArgument
{
    private const string Purpose = "the build argument VERSION";

    [Theory]
    [InlineData("{branch} at {sha:8}", "feature/x at 3f2a91c0")]
    [InlineData("https://example.com/?q={branch}", "https://example.com/?q=feature/x")]
    [InlineData("""{{"sha":"{sha:4}"}}""", """{"sha":"3f2a"}""")]
    [InlineData("{{sha}}", "{sha}")]
    [InlineData("", "")]
    public void KeepsEveryCharacter(string template, string text) =>
        Assert.Equal(text, TagTemplate.Parse(template).Expand(new(SourceCases.Commit, "feature/x"), Purpose));

    [Fact]
    public void RefusesAMissingValue() =>
        Assert.Equal(
            "Cannot make the build argument VERSION from '{branch}': no branch is known (a detached HEAD has none). Pass it with --branch=<name>.",
            Assert.Throws<StevedoreException>(() => TagTemplate.Parse("{branch}").Expand(new(), Purpose)).Message
        );
}
