using Stevedore.Planning.Tags;
using Stevedore.Settings;
using Stevedore.Source;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Planning.Tags;

public sealed class ChoosingAmongGitTags
{
    [Theory]
    [InlineData("prod", "tag:production", "v1.2.3 production web-v2.0.0", "prod")]
    [InlineData("{tag}", "tag:web-v*", "v1.2.3 production web-v2.0.0", "web-v2.0.0")]
    [InlineData("{version}", "tag:v*", "nightly v1.2.0", "1.2.0")]
    [InlineData("{version}", "tag:*", "nightly v1.2.0", "1.2.0")]
    [InlineData("{version}", null, "nightly v1.2.0", "1.2.0")]
    [InlineData("{version}", "branch:main", "nightly v1.2.0", "1.2.0")]
    [InlineData("{tag}", "tag:api-v*", "api-v1.0.0 web-v2.0.0", "api-v1.0.0")]
    [InlineData("{tag}", "tag:n*", "nightly v1.2.0", "nightly")]
    [InlineData("{version}", "tag:v1.*", "v1.9.0 v2.0.0", "1.9.0")]
    [InlineData("{version}", "tag:*-rc*", "v1.2.0 v1.3.0-rc.1", "1.3.0-rc.1")]
    public void FillsInTheOneThatTheRuleMatched(string template, string? rule, string tags, string tag)
    {
        var chosen = Decide(new(template, rule), tags);

        Assert.Equal([tag], chosen.Moving.Select(planned => planned.Tag.Value));
        Assert.Empty(chosen.Notes);
    }

    [Theory]
    [InlineData(
        "{version}",
        "tag:v*",
        "v1.9.0 v1.10.0",
        "1.10.0",
        "'{version}' is filled from git tag 'v1.10.0'; 'v1.9.0' would do as well"
    )]
    [InlineData(
        "{version}",
        null,
        "v1.2.0-rc.1 v1.2.0",
        "1.2.0",
        "'{version}' is filled from git tag 'v1.2.0'; 'v1.2.0-rc.1' would do as well"
    )]
    [InlineData(
        "{tag}",
        "tag:web-v*",
        "web-v1.9.0 v3.0.0 web-v1.10.0",
        "web-v1.10.0",
        "'{tag}' is filled from git tag 'web-v1.10.0'; 'web-v1.9.0' would do as well"
    )]
    [InlineData("{tag}", null, "stable nightly", "nightly", "'{tag}' is filled from git tag 'nightly'; 'stable' would do as well")]
    public void TakesTheHighestVersionAndSaysSo(string template, string? rule, string tags, string tag, string note)
    {
        var chosen = Decide(new(template, rule), tags);

        Assert.Equal([tag], chosen.Moving.Select(planned => planned.Tag.Value));
        Assert.Equal([note], chosen.Notes);
    }

    [Fact]
    public void TakesTheOneOfTheWebhookFirst()
    {
        var source = SourceCases.Resolve(SourceCases.Git with { Tags = ["v1.4.2", "v1.5.0", "production"] }, "codebuild-webhook-tag");
        TagSettings[] tags = [new("{sha:8}"), new("{version}", "tag:v*"), new("prod", "tag:production")];

        Assert.Equal(["3f2a91c0", "1.4.2", "prod"], TagPolicy.Decide(tags, source).Values());
    }

    [Theory]
    [InlineData("{version}", "tag:web-v*", "v1.2.3 web-v2.0.0", "git tag 'web-v2.0.0' is no semantic version")]
    [InlineData("{version}", null, "nightly stable", "none of the git tags 'nightly', 'stable' is a semantic version")]
    [InlineData("prod", "tag:production", "v1.2.3 web-v2.0.0", "only on tag:production")]
    public void SkipsWhereNoneWillDo(string template, string? rule, string tags, string why) =>
        Assert.Equal([new SkippedTag(template, why)], Decide(new(template, rule), tags).Skipped);

    [Fact]
    public void SaysNothingWhereNoGitTagIsAskedFor() => Assert.Empty(Decide(new("latest", "tag:v*"), "v1.2.0 v1.3.0").Notes);

    [Fact]
    public void TakesOneTagForAllFieldsOfATemplate() =>
        Assert.Equal(["v1.2.0_1.2.0"], Decide(new("{tag}_{version}"), "nightly v1.2.0").Moving.Select(tag => tag.Tag.Value));

    [Fact]
    public void NamesTheCommitByTheTagOfItsRule() =>
        Assert.Equal(
            "web-v2.0.0",
            TagPolicy.Decide([new("{tag}", "tag:web-v*"), new("{sha:8}")], Tagged("v1.2.3 web-v2.0.0")).Commit.Tag.Value
        );

    private static TagSet Decide(TagSettings setting, string tags) => TagPolicy.Decide([new("{sha:8}"), setting], Tagged(tags));

    private static SourceFacts Tagged(string tags) => SourceCases.Resolve(SourceCases.Git with { Tags = [.. tags.Split(' ')] });
}
