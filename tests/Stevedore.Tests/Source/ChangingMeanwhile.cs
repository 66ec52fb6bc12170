using Stevedore.Planning;
using Stevedore.Source;
using Xunit;

namespace Stevedore.Tests.Source;

/// <summary>A source that is not the same after a build.</summary>
public sealed class ChangingMeanwhile
{
    private static readonly SourceFacts Planned = SourceCases.Main;

    [Fact]
    public void IsNothingWhereItIsTheSame() => Assert.Null(SourceChange.Between(Planned, Planned));

    [Fact]
    public void IsAnotherCommit() =>
        Assert.Equal(
            $"it is {SourceCases.OtherCommit} now",
            SourceChange.Between(Planned, Planned with { Commit = SourceCases.OtherCommit })
        );

    [Fact]
    public void IsAChangedFile() =>
        Assert.Equal(
            "it has changes now, in web/app.js for one",
            SourceChange.Between(Planned, Planned with { IsDirty = true, DirtyFiles = ["web/app.js"] })
        );

    [Fact]
    public void IsAChangeThatNothingNames() =>
        Assert.Equal("it has changes now", SourceChange.Between(Planned, Planned with { IsDirty = true }));

    [Fact]
    public void IsNothingWhereTheTagSaysThatItWasChanged() =>
        Assert.Null(SourceChange.Between(Planned with { IsDirty = true }, Planned with { Commit = SourceCases.OtherCommit }));

    [Fact]
    public void IsNothingWhereStepsOfCodeBuildWriteFiles() =>
        Assert.Null(SourceChange.Between(Planned, Planned with { IsDirty = true, IsCodeBuild = true }));

    [Fact]
    public void IsAnotherCommitAlsoWhereStepsOfCodeBuildHadWrittenFilesBefore() =>
        Assert.Equal(
            $"it is {SourceCases.OtherCommit} now",
            SourceChange.Between(
                TreeState.Of(Planned with { IsDirty = true, IsCodeBuild = true, DirtyFiles = ["out.log"] }, []).Source,
                Planned with
                {
                    Commit = SourceCases.OtherCommit,
                    IsDirty = true,
                    IsCodeBuild = true,
                }
            )
        );

    [Fact]
    public void IsNothingWithoutACommit() =>
        Assert.Null(SourceChange.Between(Planned with { Commit = null }, Planned with { Commit = null, IsDirty = true }));
}
