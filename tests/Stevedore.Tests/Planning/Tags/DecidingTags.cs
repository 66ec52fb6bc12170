using Stevedore.Planning.Tags;
using Stevedore.Settings;
using Stevedore.Source;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Planning.Tags;

public sealed class DecidingTags
{
    private static readonly TagSettings[] Default = [new("{sha:8}"), new("latest", "branch:main")];

    [Fact]
    public void PutsTheCommitsTagFirst()
    {
        var tags = TagPolicy.Decide(Default, SourceCases.Main);

        Assert.Equal("3f2a91c0", tags.Commit.Tag.Value);
        Assert.Equal("{sha:8}", tags.Commit.Template);
        Assert.Equal(["3f2a91c0", "latest"], tags.Values());
        Assert.Empty(tags.Skipped);
        Assert.Empty(tags.Notes);
    }

    [Fact]
    public void SkipsWhatARuleRulesOut()
    {
        var tags = TagPolicy.Decide(Default, SourceCases.Main with { Branch = "feature/x" });

        Assert.Empty(tags.Moving);
        Assert.Equal([new SkippedTag("latest", "only on branch:main")], tags.Skipped);
    }

    [Fact]
    public void SkipsWhatHasNoValueAndSaysWhy()
    {
        var detached = SourceCases.Main with { Branch = null, GitTags = ["nightly"] };
        TagSettings[] settings = [new("{sha:8}"), new("{branch}"), new("{version}"), new("b{build}"), new("{base:8}"), new("{tag}")];

        var tags = TagPolicy.Decide(settings, detached);

        Assert.Equal(["nightly"], tags.Moving.Select(tag => tag.Tag.Value));
        Assert.Equal(
            [
                new SkippedTag("{branch}", "no branch is known (a detached HEAD has none)"),
                new SkippedTag("{version}", "git tag 'nightly' is no semantic version"),
                new SkippedTag("b{build}", "there is no CI build that has a number"),
                new SkippedTag("{base:8}", "the base image's digest is not known"),
            ],
            tags.Skipped
        );
    }

    [Theory]
    [InlineData(
        "{branch}",
        "Cannot make the commit's tag from '{branch}': no branch is known (a detached HEAD has none). Pass it with --branch=<name>."
    )]
    [InlineData(
        "{version}",
        "Cannot make the commit's tag from '{version}': no git tag is being built. "
            + "Check out a commit with a tag such as v1.4.2 (a shallow clone may lack the tags: `git fetch --tags`), or pass --tag=<name>."
    )]
    [InlineData(
        "{build}",
        "Cannot make the commit's tag from '{build}': there is no CI build that has a number. Set CODEBUILD_BUILD_NUMBER, or use another template."
    )]
    public void NeedsTheCommitsTag(string template, string message) =>
        Assert.Equal(
            message,
            Assert.Throws<StevedoreException>(() => TagPolicy.Decide([new(template)], SourceCases.Main with { Branch = null })).Message
        );

    [Fact]
    public void MarksOnlyTheCommitsTagOfAChangedTree()
    {
        var tags = TagPolicy.Decide(Default, SourceCases.Main with { IsDirty = true });

        Assert.Equal(["3f2a91c0-dirty", "latest"], tags.Values());
    }

    [Fact]
    public void PutsThePrefixBeforeEveryTag() =>
        Assert.Equal(["web-3f2a91c0", "web-latest"], TagPolicy.Decide(Default, SourceCases.Main, "web-").Values());

    [Fact]
    public void MakesOneOfEqualTags()
    {
        TagSettings[] settings = [new("{sha:8}"), new("{branch}"), new("feature-x"), new("3f2a91c0")];

        var tags = TagPolicy.Decide(settings, SourceCases.Main with { Branch = "feature/x" });

        Assert.Equal(["3f2a91c0", "feature-x"], tags.Values());
        Assert.Equal(["branch 'feature/x' became 'feature-x'"], tags.Notes);
    }

    [Fact]
    public void TakesTheFirstThatAppliesForTheCommits()
    {
        TagSettings[] settings = [new("{version}", "tag:v*"), new("{sha:8}")];

        Assert.Equal("3f2a91c0", TagPolicy.Decide(settings, SourceCases.Main).Commit.Tag.Value);
        Assert.Equal(["1.4.2", "3f2a91c0"], TagPolicy.Decide(settings, SourceCases.Main with { GitTags = ["v1.4.2"] }).Values());
    }

    [Fact]
    public void NeedsOneThatApplies() =>
        Assert.Equal(
            "Cannot name the commit's tag: no entry of tags applies to what is being built. Put one without \"on\" first, such as \"{sha:8}\".",
            Assert.Throws<StevedoreException>(() => TagPolicy.Decide([new("latest", "branch:other")], SourceCases.Main)).Message
        );

    [Fact]
    public void MovesNothingForAPullRequestWhateverItsBranchIsCalled()
    {
        var tags = TagPolicy.Decide(Default, SourceCases.Main with { IsPullRequest = true });

        Assert.Equal([new SkippedTag("latest", "this is a pull request")], tags.Skipped);
        Assert.Empty(tags.Moving);
    }

    [Fact]
    public void RefusesAMalformedRuleEvenOfATagThatIsNotSet() =>
        Assert.Equal(
            "Cannot use the rule 'main': 'main' is not a rule for refs. Write branch:main or tag:main.",
            Assert.Throws<StevedoreException>(() => TagPolicy.Decide([new("{sha:8}"), new("latest", "main")], SourceCases.Main)).Message
        );
}
