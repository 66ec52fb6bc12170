using Stevedore.Source;
using Xunit;

namespace Stevedore.Tests.Source;

public sealed class ResolvingOnALaptop
{
    [Fact]
    public void TakesEverythingFromGit()
    {
        var source = SourceCases.Resolve(SourceCases.Git with { Tags = ["v1.4.2"], DirtyFiles = ["a.txt"] });

        Assert.Equal(SourceCases.Commit, source.Commit);
        Assert.Equal("git", source.CommitSource);
        Assert.True(source.IsDirty);
        Assert.Equal(["a.txt"], source.DirtyFiles);
        Assert.Equal("main", source.Branch);
        Assert.Equal("v1.4.2", source.GitTag);
        Assert.Equal(SourceCases.Date, source.CommitDate);
        Assert.Equal("https://github.com/acme/web", source.Url);
        Assert.Null(source.Build);
        Assert.Null(source.BuildId);
        Assert.False(source.IsPullRequest);
        Assert.False(source.IsCodeBuild);
        Assert.Null(source.CodeBuildAccount);
        Assert.Null(source.CommitFault);
        Assert.Empty(source.Notes);
    }

    [Fact]
    public void KnowsNothingWithoutARepository()
    {
        var source = SourceCases.Unknown;

        Assert.Null(source.Commit);
        Assert.Equal("unknown", source.CommitSource);
        Assert.False(source.IsDirty);
        Assert.Null(source.Branch);
        Assert.Null(source.GitTag);
        Assert.Null(source.CommitDate);
        Assert.Null(source.Url);
        Assert.Null(source.CommitFault);
    }

    [Theory]
    [InlineData("nightly v1.10.0-rc.1 v1.9.0 v1.10.0", "v1.10.0 v1.10.0-rc.1 v1.9.0 nightly")]
    [InlineData("v1.10.0 1.10.0", "1.10.0 v1.10.0")]
    [InlineData("stable nightly", "nightly stable")]
    [InlineData("nightly v0.1.0", "v0.1.0 nightly")]
    [InlineData("web-v1.9.0 production web-v1.10.0 v0.1.0 api/2.0.0", "v0.1.0 api/2.0.0 web-v1.10.0 web-v1.9.0 production")]
    public void OrdersAllTagsByTheHighestVersion(string tags, string ordered) =>
        Assert.Equal(ordered.Split(' '), SourceCases.Resolve(SourceCases.Git with { Tags = [.. tags.Split(' ')] }).GitTags);

    [Fact]
    public void LetsArgumentsSayBranchAndTag()
    {
        var source = SourceCases.Resolve(SourceCases.Git with { Tags = ["v1.4.2"] }, arguments: new(Branch: "release/1.4", Tag: "v1.4.3"));

        Assert.Equal("release/1.4", source.Branch);
        Assert.Equal(["v1.4.3"], source.GitTags);
    }

    [Fact]
    public void TakesAnEmptyBranchArgumentForNone() =>
        Assert.Equal("main", SourceCases.Resolve(SourceCases.Git, arguments: new(Branch: "", Tag: "")).Branch);

    [Fact]
    public void LetsSourceDateEpochSayTheDate()
    {
        var source = SourceCases.Resolve(SourceCases.Git, "laptop", ("SOURCE_DATE_EPOCH", "1000000000"));

        Assert.Equal(new DateTimeOffset(2001, 9, 9, 1, 46, 40, TimeSpan.Zero), source.CommitDate);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("99999999999999")]
    public void RefusesADateThatIsNone(string date)
    {
        var error = Assert.Throws<StevedoreException>(() => SourceCases.Resolve(SourceCases.Git, "laptop", ("SOURCE_DATE_EPOCH", date)));

        Assert.Equal(
            $"Cannot tell the commit's date: SOURCE_DATE_EPOCH is '{date}', which is no number of seconds since 1970. "
                + "Correct it, for example with SOURCE_DATE_EPOCH=$(git log -1 --format=%ct), or unset it.",
            error.Message
        );
    }

    [Fact]
    public void KeepsForLaterWhyGitCouldNotBeAsked()
    {
        var git = SourceCases.Git with { Commit = null, Refusal = new("because", "Do this") };

        Assert.Equal(
            "Cannot read the commit of /src/web: because. Do this, or pass the commit with --commit=<sha> or STEVEDORE_COMMIT.",
            SourceCases.Resolve(git).CommitFault!.Message
        );
        Assert.Null(SourceCases.Resolve(git, arguments: new(SourceCases.Commit)).CommitFault);
    }

    [Fact]
    public void SaysThatThereAreNoCommitsYet() =>
        Assert.Equal(
            "Cannot read the commit of /src/web: branch 'main' has no commits yet. "
                + "Make the first commit, or pass the commit with --commit=<sha> or STEVEDORE_COMMIT.",
            SourceCases.Resolve(SourceCases.Git with { Commit = null }).CommitFault!.Message
        );
}
