using System.Collections.Immutable;
using Stevedore.Init;
using Xunit;

namespace Stevedore.Tests.Init;

/// <summary>The command that is printed last.</summary>
public sealed class CommittingWhatWasWritten
{
    private static readonly ImmutableArray<InitFile> Files =
    [
        new("stevedore.json", ""),
        new("build/Build.csproj", ""),
        new("build.sh", "") { IsProgram = true },
    ];

    [Fact]
    public void AddsWhatDiffers() =>
        Assert.Equal(
            "git add -- stevedore.json Dockerfile && git commit -m \"Ship with Stevedore\"",
            CommitCommand.Of(Files, ["Dockerfile"], hasCommit: true, Status("?? stevedore.json", "?? Dockerfile", "?? other"))
        );

    [Fact]
    public void AddsWhatGitIgnoresAndMarksPrograms() =>
        Assert.Equal(
            "git add --force -- build/Build.csproj && git add -- build.sh && git add --chmod=+x -- build.sh && git commit -m \"Ship with Stevedore\"",
            CommitCommand.Of(Files, [], hasCommit: true, Status("!! build/", "?? build.sh"))
        );

    [Fact]
    public void AddsEverythingToTheFirstCommit() =>
        Assert.Equal(
            "git add --all && git commit -m \"Ship with Stevedore\"",
            CommitCommand.Of(Files[..1], [], hasCommit: false, Status("?? stevedore.json"))
        );

    [Fact]
    public void LeavesWhatElseIsStagedToItsOwnCommit() =>
        Assert.Equal(
            "git add -- stevedore.json && git commit -m \"Ship with Stevedore\" -- stevedore.json",
            CommitCommand.Of(Files[..1], [], hasCommit: true, Status("?? stevedore.json", "M  other"))
        );

    [Fact]
    public void TakesNamesForNoPatterns() =>
        Assert.Equal(
            "git --literal-pathspecs add -- stevedore.json ':!x/Dockerfile' && git commit -m \"Ship with Stevedore\"",
            CommitCommand.Of(Files[..1], [":!x/Dockerfile"], hasCommit: true, Status("?? stevedore.json", "?? :!x/Dockerfile"))
        );

    [Fact]
    public void CommitsNothingTwice() => Assert.Null(CommitCommand.Of(Files, [], hasCommit: true, Status("?? other")));

    [Fact]
    public void NamesPathsFromTheFolderOfTheRun() =>
        Assert.Equal(
            ["stevedore.json"],
            StatusEntry.Parse(["?? apps/shop/stevedore.json", "?? other"], "apps/shop/").Select(entry => entry.Path)
        );

    private static ImmutableArray<StatusEntry> Status(params string[] lines) => StatusEntry.Parse(lines, "");
}
