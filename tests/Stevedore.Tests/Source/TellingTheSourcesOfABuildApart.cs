using Stevedore.Source;
using Xunit;

namespace Stevedore.Tests.Source;

/// <summary>CodeBuild checks out a primary source and secondary ones, and a buildspec may clone more; its variables are about the primary one.</summary>
public sealed class TellingTheSourcesOfABuildApart
{
    private const string Primary = "/codebuild/output/src1/src/github.com/acme/pipeline";
    private const string App = "/codebuild/output/src2/src/s3/01";
    private static readonly GitFacts Head = new("/real", SourceCases.OtherCommit, null, ["v2.0.0"], SourceCases.Date, null, []);

    [Theory]
    [InlineData(Primary)]
    [InlineData(Primary + "/services/web")]
    public void TakesTheVariableInThePrimarySourceAndBelow(string folder)
    {
        var checkedOut = Resolve(folder, Primary, Head);
        var unpacked = Resolve(folder, null, null);

        Assert.Equal((SourceCases.Commit, "CODEBUILD_RESOLVED_SOURCE_VERSION"), (checkedOut.Commit, checkedOut.CommitSource));
        Assert.Equal((SourceCases.Commit, "CODEBUILD_RESOLVED_SOURCE_VERSION"), (unpacked.Commit, unpacked.CommitSource));
        Assert.Equal("feature/search", unpacked.Branch);
        Assert.Equal("https://github.com/acme/web", unpacked.Url);
    }

    [Theory]
    [InlineData(App)]
    [InlineData(Primary + "/app")]
    [InlineData(Primary + "/modules/library")]
    [InlineData(Primary + "-worktree")]
    [InlineData("/codebuild/output/src1")]
    [InlineData("/tmp/clone")]
    public void TakesHeadInAnyOtherRepository(string root)
    {
        var source = Resolve(root, root, Head);

        Assert.Equal((SourceCases.OtherCommit, "git"), (source.Commit, source.CommitSource));
        Assert.Equal(SourceCases.Date, source.CommitDate);
        Assert.Equal(["v2.0.0"], source.GitTags);
        Assert.Null(source.Branch);
        Assert.Null(source.Url);
        Assert.Equal(
            [
                $"CODEBUILD_RESOLVED_SOURCE_VERSION says commit {SourceCases.Commit}, which is that of the primary source in {Primary}: "
                    + "HEAD of /real counts",
            ],
            source.Notes
        );
    }

    [Theory]
    [InlineData(App)]
    [InlineData(App + "/web")]
    [InlineData("/codebuild/output/src1/src/github.com/acme")]
    [InlineData("/codebuild/output/src1/src/github.com/acme/pipeline-tools")]
    [InlineData("/tmp/unpacked")]
    [InlineData(Primary + "/nested/x")]
    public void NeedsTheCommitElsewhereWithoutGit(string folder)
    {
        var source = Resolve(folder, null, null, ("CODEBUILD_SRC_DIR_nested", Primary + "/nested"));

        Assert.Null(source.Commit);
        Assert.Null(source.Branch);
        Assert.Null(source.Url);
        Assert.Equal(
            $"Cannot tell which commit is built: {folder} is no git checkout, and CODEBUILD_RESOLVED_SOURCE_VERSION is the commit of the primary "
                + $"source in {Primary}. Pass its own commit with --commit=<sha> or STEVEDORE_COMMIT, or name the tag with IMAGE_TAG.",
            source.CommitFault!.Message
        );
    }

    [Fact]
    public void TakesThePrimarySourceWithinASecondaryOne() =>
        Assert.Equal(SourceCases.Commit, Resolve(Primary, null, null, ("CODEBUILD_SRC_DIR_all", "/codebuild/output/src1")).Commit);

    [Fact]
    public void LetsAPersonSayTheCommit()
    {
        Assert.Equal(SourceCases.Commit, Resolve(App, null, null, ("STEVEDORE_COMMIT", SourceCases.Commit)).Commit);
        Assert.Equal(SourceCases.Commit, Resolve(App, App, Head, ("STEVEDORE_COMMIT", SourceCases.Commit)).Commit);
    }

    [Fact]
    public void TakesWhatCodeBuildSaysOfTheSecondarySource()
    {
        var source = Resolve(
            App,
            App,
            Head,
            ("CODEBUILD_SOURCE_VERSION_app", "refs/heads/release/1.4"),
            ("CODEBUILD_SOURCE_REPO_URL_app", "https://github.com/acme/app.git")
        );

        Assert.Equal("release/1.4", source.Branch);
        Assert.Equal("https://github.com/acme/app", source.Url);
    }

    [Fact]
    public void TakesNoTagOfThePrimarySource()
    {
        var variables = Variables("codebuild-webhook-tag");

        Assert.Equal(["v2.0.0"], SourceResolution.Resolve(Head, Folders(App, App, variables), variables, new()).GitTags);
    }

    [Theory]
    [InlineData("CODEBUILD_WEBHOOK_TRIGGER", "pr/17")]
    [InlineData("CODEBUILD_SOURCE_VERSION", "refs/pull/17/head")]
    [InlineData("CODEBUILD_SOURCE_VERSION_app", "pr/17")]
    public void PushesNoSourceForAPullRequest(string name, string value) =>
        Assert.True(Resolve(App, App, Head, (name, value)).IsPullRequest);

    [Fact]
    public void BelievesGitWhereNothingSaysWhichSourceIsHere()
    {
        var source = Resolve(App, App, Head, ("CODEBUILD_SRC_DIR", null));

        Assert.Equal(SourceCases.OtherCommit, source.Commit);
        Assert.Null(source.Branch);
        Assert.Equal(
            [
                $"CODEBUILD_RESOLVED_SOURCE_VERSION says commit {SourceCases.Commit}, which is that of the primary source: HEAD of /real counts",
            ],
            source.Notes
        );
    }

    [Fact]
    public void TakesTheVariableWhereHeadIsTheSameAndNothingSaysWhichSourceIsHere()
    {
        var source = Resolve("/src", "/src", Head with { Commit = SourceCases.Commit }, ("CODEBUILD_SRC_DIR", null));

        Assert.Equal("CODEBUILD_RESOLVED_SOURCE_VERSION", source.CommitSource);
        Assert.Equal("feature/search", source.Branch);
        Assert.Empty(source.Notes);
    }

    [Fact]
    public void SaysWhatItAssumesWhereNothingSaysWhichSourceIsHere()
    {
        var source = Resolve("/src", null, null, ("CODEBUILD_SRC_DIR", null));

        Assert.Equal(SourceCases.Commit, source.Commit);
        Assert.Equal(["CODEBUILD_SRC_DIR is not set: CODEBUILD_RESOLVED_SOURCE_VERSION is taken for the commit of /src"], source.Notes);
    }

    private static Dictionary<string, string> Variables(string environment, params (string Name, string? Value)[] changes) =>
        CapturedEnvironment.Read(environment, [("CODEBUILD_SRC_DIR", Primary), ("CODEBUILD_SRC_DIR_app", App), .. changes]);

    private static SourceFacts Resolve(string folder, string? root, GitFacts? git, params (string Name, string? Value)[] changes)
    {
        var variables = Variables("codebuild-webhook-push", changes);
        return SourceResolution.Resolve(git, Folders(folder, root, variables), variables, new());
    }

    private static SourceFolders Folders(string folder, string? root, Dictionary<string, string> variables) =>
        SourceFolders.Read(folder, root is null ? null : Head with { Root = root }, variables);
}
