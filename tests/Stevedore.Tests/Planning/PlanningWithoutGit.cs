using Stevedore.Planning;
using Stevedore.Source;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Planning;

/// <summary>A variable says the commit, and git, which knows the rest, cannot be read.</summary>
public sealed class PlanningWithoutGit
{
    private const string Why = "the repository belongs to another user, and git refuses to trust it (dubious ownership)";
    private const string Remedy = "Run `git config --global --add safe.directory /src/web`";
    private const string Unknown = "Git cannot be read: " + Why + ". Not known are therefore ";

    [Fact]
    public void SaysWhatIsMissingAndHowToGetIt() =>
        Assert.Equal(
            [
                $"{Unknown}the commit's date, its git tags, the branch, whether files differ from the commit. {Remedy}.",
                "Tag '{version}' is left out: only on tag:v*, and git cannot be read.",
                "Tag 'latest' is left out: only on branch:main, and git cannot be read.",
            ],
            Case("""["{sha:8}", { "tag": "{version}", "on": "tag:v*" }, { "tag": "latest", "on": "branch:main" }]""").Plan().Notes
        );

    [Fact]
    public void ShipsWhatNeedsNothingOfIt()
    {
        var plan = Case("""["{sha:8}"]""").Plan();

        Assert.Null(plan.Refusal);
        Assert.Equal("3f2a91c0", plan.Images[0].CommitTag.Value);
    }

    [Fact]
    public void DoesNotMissWhatElseSays()
    {
        var source = Resolve(("CODEBUILD_WEBHOOK_TRIGGER", "branch/main"), ("SOURCE_DATE_EPOCH", "1795169445"));

        Assert.Equal([$"{Unknown}its git tags, whether files differ from the commit. {Remedy}."], source.Notes);
    }

    [Fact]
    public void SaysItWhereATagMayNotEvenBeSkipped() =>
        Assert.Equal(
            $"Cannot make the commit's tag from '{{version}}': git cannot be read: {Why}. {Remedy}. Check out a commit with a tag such as v1.4.2 "
                + "(a shallow clone may lack the tags: `git fetch --tags`), or pass --tag=<name>.",
            Case("""["{version}"]""").Fault()
        );

    [Fact]
    public void SaysItWhereTheCommitsDateIsNeeded() =>
        Assert.Equal(
            $"Cannot make the commit's tag from '{{date:yyyyMMdd}}': git cannot be read: {Why}. {Remedy}. "
                + "Set SOURCE_DATE_EPOCH to the seconds since 1970, or use another template.",
            Case("""["{date:yyyyMMdd}"]""").Fault()
        );

    [Fact]
    public void SaysItWhereARuleForPushesNeedsIt() =>
        Assert.Equal(
            new PushRefusal(
                $"the branch is not known, since git cannot be read ({Why}), and push allows only tag:v*",
                $"{Remedy}. Pass it with --branch=<name>, in CodePipeline from the variable #{{SourceVariables.BranchName}}."
            ),
            Case("""["{sha:8}"], "push": ["tag:v*"]""").Plan().Refusal
        );

    private static PlanCase Case(string tags) =>
        new(
            $$"""
            { "images": { "web": {} }, "registries": { "lan": { "type": "registry", "host": "127.0.0.1:5000" } }, "tags": {{tags}} }
            """
        )
        {
            Source = Resolve(),
        };

    private static SourceFacts Resolve(params (string Name, string? Value)[] changes) =>
        SourceCases.Resolve(
            new("/src/web", Commit: null, Branch: null, Tags: [], CommitDate: null, Url: null, DirtyFiles: [])
            {
                Refusal = new(Why, Remedy),
            },
            "codebuild-manual",
            changes
        );
}
