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
        TagSettings[] settings = [new("{sha:8}"), new("2026.47"), new("stable"), new("latest", "branch:main")];

        var tags = TagPolicy.Decide(settings, SourceCases.Unknown, imageTag: "2026.47");

        Assert.Equal(["2026.47", "stable"], tags.Values());
        Assert.Equal([new SkippedTag("{sha:8}", "no commit is known"), new SkippedTag("latest", "only on branch:main")], tags.Skipped);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("other")]
    [InlineData("{branch}")]
    public void NeverTakesAnotherTagOfTheSettings(string? imageTag) =>
        Assert.Equal(
            "Cannot make the commit's tag from '{sha:8}'",
            Assert
                .Throws<StevedoreException>(() =>
                    TagPolicy.Decide([new("{sha:8}"), new("latest"), new("{branch}")], SourceCases.Unknown, imageTag: imageTag)
                )
                .What
        );

    [Fact]
    public void TakesItFromTheEnvironmentOfTheRun()
    {
        var given = new PlanCase("""{ "images": { "web": {} }, "tags": ["{sha:8}", "v1", "latest"] }""") { Source = SourceCases.Unknown };

        var image = (
            given with
            {
                Environment = new() { ["IMAGE_TAG"] = "v1", ["AWS_REGION"] = "eu-west-1" },
            }
        ).Plan().Images.Single();

        Assert.Equal(("v1", "latest"), (image.CommitTag.Value, image.MovingTags.Single().Value));
        Assert.Equal("Cannot make the commit's tag from '{sha:8}'", given.Fault().Split(": ")[0]);
    }

    [Fact]
    public void NeedsNoneWhereTheFirstTagNeedsNone()
    {
        var tags = TagPolicy.Decide([new("b{build}"), new("2026.47")], SourceCases.Unknown with { Build = "42" });

        Assert.Equal(["b42", "2026.47"], tags.Values());
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
