using Stevedore.Source;
using Xunit;

namespace Stevedore.Tests.Source;

public sealed class ResolvingInCodeBuild
{
    // A direct git source is checked out detached.
    private static readonly Stevedore.Source.GitFacts Checkout = SourceCases.Git with { Branch = null };

    [Fact]
    public void TakesTheBranchOfAPushFromTheWebhook()
    {
        var source = SourceCases.Resolve(Checkout, "codebuild-webhook-push");

        Assert.Equal(SourceCases.Commit, source.Commit);
        Assert.Equal("CODEBUILD_RESOLVED_SOURCE_VERSION", source.CommitSource);
        Assert.Equal("feature/search", source.Branch);
        Assert.Empty(source.GitTags);
        Assert.Equal(SourceCases.Date, source.CommitDate);
        Assert.Equal("42", source.Build);
        Assert.Equal("web:7c1d2a0e-8d3f-4f43-9d53-0a4f3f0b9c11", source.BuildId);
        Assert.Equal("111122223333", source.CodeBuildAccount);
        Assert.True(source.IsCodeBuild);
        Assert.False(source.IsPullRequest);
        Assert.Empty(source.Notes);
    }

    [Fact]
    public void TakesTheBranchOfAPipelineThatSaysItAndBelievesTheWebhookFirst()
    {
        Assert.Equal("main", SourceCases.Resolve(Checkout, "codebuild-manual", ("STEVEDORE_BRANCH", "main")).Branch);
        Assert.Null(SourceCases.Resolve(Checkout, "codebuild-manual", ("STEVEDORE_BRANCH", "")).Branch);
        Assert.Equal("feature/search", SourceCases.Resolve(Checkout, "codebuild-webhook-push", ("STEVEDORE_BRANCH", "main")).Branch);
    }

    [Fact]
    public void CountsTheOtherTagsOfTheCommitBehindTheWebhooks()
    {
        var source = SourceCases.Resolve(SourceCases.Git with { Tags = ["nightly", "v1.4.2", "v1.5.0"] }, "codebuild-webhook-tag");

        Assert.Equal(["v1.4.2", "v1.5.0", "nightly"], source.GitTags);
    }

    [Theory]
    [InlineData("refs/heads/feature/x", "feature/x", null)]
    [InlineData("refs/heads/feature/x^{3f2a91c04d5e6f708192a3b4c5d6e7f80912a3b4}", "feature/x", null)]
    [InlineData("refs/tags/v1.4.2", null, "v1.4.2")]
    [InlineData("refs/tags/v1.4.2^{3f2a91c04d5e6f708192a3b4c5d6e7f80912a3b4}", null, "v1.4.2")]
    [InlineData("refs/heads/", null, null)]
    [InlineData("refs/pull/17/head", null, null)]
    [InlineData("main", null, null)]
    [InlineData("arn:aws:s3:::bucket/refs/heads/main", null, null)]
    public void TakesTheRefThatAPersonAskedFor(string version, string? branch, string? tag)
    {
        var source = SourceCases.Resolve(Checkout, "codebuild-manual", ("CODEBUILD_SOURCE_VERSION", version));

        Assert.Equal(branch, source.Branch);
        Assert.Equal(tag, source.GitTag);
    }

    [Theory]
    [InlineData("codebuild-webhook-push", "refs/tags/v9.0.0", "feature/search", null)]
    [InlineData("codebuild-webhook-tag", "refs/heads/other", null, "v1.4.2")]
    public void BelievesTheWebhookFirst(string environment, string version, string? branch, string? tag)
    {
        var source = SourceCases.Resolve(Checkout, environment, ("CODEBUILD_SOURCE_VERSION", version));

        Assert.Equal(branch, source.Branch);
        Assert.Equal(tag, source.GitTag);
    }

    [Fact]
    public void TakesTheRefOfTheBuildBeforeWhatIsCheckedOut() =>
        Assert.Equal("x", SourceCases.Resolve(SourceCases.Git, "codebuild-manual", ("CODEBUILD_SOURCE_VERSION", "refs/heads/x")).Branch);

    [Fact]
    public void BuildsATagAndNoBranch()
    {
        var source = SourceCases.Resolve(SourceCases.Git, "codebuild-webhook-tag");

        Assert.Equal("v1.4.2", source.GitTag);
        Assert.Null(source.Branch);
        Assert.False(source.IsPullRequest);
    }

    [Theory]
    [InlineData("CODEBUILD_WEBHOOK_HEAD_REF")]
    [InlineData("CODEBUILD_WEBHOOK_TRIGGER")]
    public void NeedsOnlyOneOfTheWebhooksVariables(string missing)
    {
        Assert.Equal("feature/search", SourceCases.Resolve(Checkout, "codebuild-webhook-push", (missing, null)).Branch);
        Assert.Equal("v1.4.2", SourceCases.Resolve(Checkout, "codebuild-webhook-tag", (missing, null)).GitTag);
    }

    [Fact]
    public void KnowsAPullRequest()
    {
        var source = SourceCases.Resolve(Checkout, "codebuild-pull-request");

        Assert.True(source.IsPullRequest);
        Assert.Equal("main", source.Branch);
    }

    [Theory]
    [InlineData("CODEBUILD_WEBHOOK_TRIGGER", "pr/17")]
    [InlineData("CODEBUILD_WEBHOOK_EVENT", "PULL_REQUEST_CREATED")]
    [InlineData("CODEBUILD_SOURCE_VERSION", "pr/17")]
    [InlineData("CODEBUILD_SOURCE_VERSION", "refs/pull/17/head")]
    [InlineData("CODEBUILD_SOURCE_VERSION", "refs/pull/17/head^{3f2a91c04d5e6f708192a3b4c5d6e7f80912a3b4}")]
    public void KnowsAPullRequestByEachSign(string name, string value) =>
        Assert.True(SourceCases.Resolve(Checkout, "codebuild-manual", (name, value)).IsPullRequest);

    [Theory]
    [InlineData("PULL_REQUEST_MERGED", PullRequestEnd.Merged)]
    [InlineData("PULL_REQUEST_CLOSED", PullRequestEnd.Closed)]
    [InlineData("PULL_REQUEST_UPDATED", null)]
    public void KnowsHowAPullRequestEnded(string name, PullRequestEnd? end) =>
        Assert.Equal(end, SourceCases.Resolve(Checkout, "codebuild-pull-request", ("CODEBUILD_WEBHOOK_EVENT", name)).PullRequestEnd);

    [Fact]
    public void HasNoBranchInAManualBuild()
    {
        var source = SourceCases.Resolve(Checkout, "codebuild-manual");

        Assert.Null(source.Branch);
        Assert.False(source.IsPullRequest);
        Assert.Equal("45", source.Build);
    }

    [Fact]
    public void HasOnlyTheCommitInAPipeline()
    {
        var source = SourceCases.Pipeline;

        Assert.Equal(SourceCases.Commit, source.Commit);
        Assert.Null(source.Branch);
        Assert.Null(source.CommitDate);
        Assert.Null(source.Url);
        Assert.False(source.IsDirty);
    }

    [Fact]
    public void TakesTheUrlOfTheSourceWhereGitHasNone()
    {
        const string url = "https://x-token:secret@github.com/acme/web.git";

        Assert.Equal("https://github.com/acme/web", SourceCases.Resolve(null, "codepipeline", ("CODEBUILD_SOURCE_REPO_URL", url)).Url);
    }

    [Theory]
    [InlineData("sha256:3f2a91c04d5e6f708192a3b4c5d6e7f80912a3b43f2a91c04d5e6f708192a3b4")]
    [InlineData("arn:aws:s3:::bucket/key")]
    [InlineData("main")]
    [InlineData("")]
    public void DoesNotTakeAnotherVersionForACommit(string version)
    {
        const string name = "CODEBUILD_RESOLVED_SOURCE_VERSION";

        Assert.Null(SourceCases.Resolve(null, "codepipeline", (name, version)).Commit);
        Assert.Equal("git", SourceCases.Resolve(Checkout, "codebuild-manual", (name, version)).CommitSource);
    }

    [Fact]
    public void TrustsTheVariableWhereHeadIsTheMergeOfAPullRequest()
    {
        var merge = Checkout with { Commit = SourceCases.OtherCommit, Tags = ["v1.4.2"] };
        var source = SourceCases.Resolve(merge, "codebuild-pull-request");

        Assert.Equal(SourceCases.Commit, source.Commit);
        Assert.Null(source.CommitDate);
        Assert.Null(source.GitTag);
        Assert.Equal(
            [
                $"CODEBUILD_RESOLVED_SOURCE_VERSION says commit {SourceCases.Commit}, HEAD of /src/web is {SourceCases.OtherCommit}: the variable counts",
            ],
            source.Notes
        );
    }

    [Fact]
    public void TellsAChangedTreeAndThatItIsCodeBuild()
    {
        var source = SourceCases.Resolve(Checkout with { DirtyFiles = ["dist/"] }, "codebuild-webhook-push");

        Assert.True(source.IsDirty);
        Assert.True(source.IsCodeBuild);
    }
}
