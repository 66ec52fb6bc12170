using Stevedore.Planning.Tags;
using Stevedore.Settings;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Planning.Tags;

public sealed class DecidingTagsWithoutACommit
{
    [Fact]
    public void TakesTheTagOfTheEnvironmentInItsPlace()
    {
        TagSettings[] settings = [new("{sha:8}"), new("stable"), new("latest", "branch:main"), new("2026.47")];

        var tags = TagPolicy.Decide(settings, SourceCases.Unknown);

        Assert.Equal(["2026.47", "stable"], tags.All.Select(tag => tag.Value));
        Assert.Equal([new SkippedTag("{sha:8}", "no commit is known"), new SkippedTag("latest", "only on branch:main")], tags.Skipped);
    }

    [Fact]
    public void NeedsNoneWhereTheFirstTagNeedsNone()
    {
        var tags = TagPolicy.Decide([new("b{build}"), new("2026.47")], SourceCases.Unknown with { Build = "42" });

        Assert.Equal(["b42", "2026.47"], tags.All.Select(tag => tag.Value));
    }

    [Fact]
    public void SaysHowToPassOne() =>
        Assert.Equal(
            "Cannot make the commit's tag from '{sha:8}': no commit is known: there is no git repository. "
                + "Pass it with --commit=<sha> or STEVEDORE_COMMIT, or name the tag with IMAGE_TAG.",
            Assert.Throws<StevedoreException>(() => TagPolicy.Decide([new("{sha:8}")], SourceCases.Unknown)).Message
        );

    [Fact]
    public void SaysWhatCodeBuildDidNotSay()
    {
        var source = SourceCases.Resolve(null, "codepipeline", ("CODEBUILD_RESOLVED_SOURCE_VERSION", null));

        Assert.Equal(
            "no commit is known: there is no git repository, and CODEBUILD_RESOLVED_SOURCE_VERSION holds no commit id",
            Assert.Throws<StevedoreException>(() => TagPolicy.Decide([new("{sha:8}")], source)).Why
        );
    }

    [Fact]
    public void SaysWhyGitCouldNotBeAsked()
    {
        var fault = new StevedoreException("Cannot read", "git is missing", "Install it.");

        Assert.Same(
            fault,
            Assert.Throws<StevedoreException>(() => TagPolicy.Decide([new("{sha:8}")], SourceCases.Unknown with { CommitFault = fault }))
        );
    }
}
