using Stevedore.Source;
using Xunit;

namespace Stevedore.Tests.Source;

public sealed class PassingTheCommit
{
    [Theory]
    [InlineData(SourceCases.Commit)]
    [InlineData("3f2a91c")]
    [InlineData("3F2A91C0")]
    public void TakesHeadByItsIdOrTheStartOfIt(string commit)
    {
        var source = SourceCases.Resolve(SourceCases.Git, arguments: new(commit));

        Assert.Equal(SourceCases.Commit, source.Commit);
        Assert.Equal("--commit", source.CommitSource);
        Assert.Equal(SourceCases.Date, source.CommitDate);
    }

    [Fact]
    public void RefusesAnotherCommitThanHead()
    {
        var error = Assert.Throws<StevedoreException>(() => SourceCases.Resolve(SourceCases.Git, arguments: new("9c0ffee1")));

        Assert.Equal(
            $"Cannot build commit 9c0ffee1: HEAD of /src/web is {SourceCases.Commit}. Check it out with `git checkout 9c0ffee1`, or leave out --commit.",
            error.Message
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("true")]
    [InlineData("main")]
    [InlineData("3f2a91")]
    [InlineData("3f2a91c04d5e6f708192a3b4c5d6e7f80912a3b4-dirty")]
    public void RefusesWhatIsNoCommitId(string commit)
    {
        var error = Assert.Throws<StevedoreException>(() => SourceCases.Resolve(SourceCases.Git, arguments: new(commit)));

        Assert.Equal(
            $"Cannot tell which commit is built: --commit is '{commit}', which is no commit id of 40 hexadecimal digits. "
                + "Pass at least 7 digits of HEAD's id, or leave it out.",
            error.Message
        );
    }

    [Fact]
    public void NeedsAllDigitsWithoutARepository()
    {
        Assert.Equal(SourceCases.Commit, SourceCases.Resolve(null, arguments: new(SourceCases.Commit)).Commit);

        var error = Assert.Throws<StevedoreException>(() => SourceCases.Resolve(null, arguments: new("3f2a91c0")));
        Assert.Equal(
            "Cannot tell which commit is built: --commit is '3f2a91c0', which is no commit id of 40 hexadecimal digits. "
                + "Without a git checkout to complete it from, pass all 40 digits.",
            error.Message
        );
    }

    [Fact]
    public void CountsMoreThanTheEnvironment()
    {
        var source = SourceCases.Resolve(
            null,
            CapturedEnvironment.Read("codepipeline", ("STEVEDORE_COMMIT", $"{SourceCases.Commit}-dirty")),
            new(SourceCases.OtherCommit)
        );

        Assert.Equal(SourceCases.OtherCommit, source.Commit);
        Assert.False(source.IsDirty);
    }

    [Theory]
    [InlineData(SourceCases.OtherCommit, false)]
    [InlineData(SourceCases.OtherCommit + "-dirty", true)]
    public void TakesTheVariableBeforeThatOfCodeBuild(string value, bool isDirty)
    {
        var source = SourceCases.Resolve(null, "codepipeline", ("STEVEDORE_COMMIT", value));

        Assert.Equal(SourceCases.OtherCommit, source.Commit);
        Assert.Equal("STEVEDORE_COMMIT", source.CommitSource);
        Assert.Equal(isDirty, source.IsDirty);
    }

    [Fact]
    public void TakesTheVariableBeforeGitAndSaysSo()
    {
        var source = SourceCases.Resolve(SourceCases.Git, "laptop", ("STEVEDORE_COMMIT", SourceCases.OtherCommit));

        Assert.Equal(SourceCases.OtherCommit, source.Commit);
        Assert.Null(source.CommitDate);
        Assert.Equal(
            [$"STEVEDORE_COMMIT says commit {SourceCases.OtherCommit}, HEAD of /src/web is {SourceCases.Commit}: the variable counts"],
            source.Notes
        );
    }

    [Fact]
    public void RefusesAMalformedVariable()
    {
        var error = Assert.Throws<StevedoreException>(() =>
            SourceCases.Resolve(SourceCases.Git, "laptop", ("STEVEDORE_COMMIT", "3f2a91c0"))
        );

        Assert.Equal(
            "Cannot tell which commit is built: STEVEDORE_COMMIT is '3f2a91c0', which is no commit id of 40 hexadecimal digits. "
                + "Set it to all 40 digits, with -dirty behind them for a changed tree, or unset it.",
            error.Message
        );
    }
}
