using Stevedore.Source;
using Stevedore.Templates;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Planning.Tags;

public sealed class DecidingWhoMayPush
{
    private static readonly string[] Default = ["branch:*", "tag:*"];

    [Theory]
    [InlineData("main", null, "branch:*", true)]
    [InlineData("feature/x/y", null, "branch:*", true)]
    [InlineData("main", null, "branch:main", true)]
    [InlineData("Main", null, "branch:main", false)]
    [InlineData("release/1.4", null, "branch:release/*", true)]
    [InlineData("release", null, "branch:release/*", false)]
    [InlineData("main", null, "tag:*", false)]
    [InlineData(null, "v1.4.2", "tag:v*", true)]
    [InlineData(null, "nightly", "tag:v*", false)]
    [InlineData(null, "v1.4.2", "branch:*", false)]
    [InlineData("main", "v1.4.2", "tag:v?.*", true)]
    [InlineData(null, null, "branch:*", true)]
    [InlineData(null, null, "branch:main", false)]
    [InlineData(null, null, "tag:*", false)]
    [InlineData(null, "nightly v1.4.2", "tag:v*", true)]
    [InlineData("main", "v1.2.3 production web-v2.0.0", "tag:web-v*", true)]
    [InlineData("main", "v1.2.3 production web-v2.0.0", "tag:api-v*", false)]
    public void GoesByBranchAndTag(string? branch, string? tag, string rule, bool isAllowed) =>
        Assert.Equal(isAllowed, RefRules.Matches([rule], Building(branch, tag)).IsAllowed);

    [Fact]
    public void LetsThePipelinePushByDefault() => Assert.True(RefRules.Matches(Default, SourceCases.Pipeline).IsAllowed);

    [Theory]
    [InlineData(
        PullRequestEnd.Merged,
        "a pull request never pushes, and this one is merged already",
        "Ship from the build of the branch that it was merged into, or use ShipBuild to build without pushing."
    )]
    [InlineData(PullRequestEnd.Closed, "a pull request never pushes, and this one is closed", "Use ShipBuild to build without pushing.")]
    public void TellsNobodyToMergeWhatIsOver(PullRequestEnd end, string why, string fix) =>
        Assert.Equal(
            new RefDecision(IsAllowed: false, why, fix),
            RefRules.Matches(Default, SourceCases.Main with { IsPullRequest = true, PullRequestEnd = end })
        );

    [Fact]
    public void NeverLetsAPullRequest() =>
        Assert.Equal(
            new RefDecision(IsAllowed: false, "a pull request never pushes", "Merge it, or use ShipBuild to build without pushing."),
            RefRules.Matches(Default, SourceCases.Main with { IsPullRequest = true })
        );

    [Theory]
    [InlineData(
        null,
        null,
        "the branch is not known, and push allows only branch:main, tag:v*",
        "Pass it with --branch=<name>, in CodePipeline from the variable #{SourceVariables.BranchName}."
    )]
    [InlineData(
        "feature/x",
        null,
        "this is branch 'feature/x', and push allows only branch:main, tag:v*",
        "Add \"branch:feature/x\" to push in stevedore.json, or use ShipBuild to build without pushing."
    )]
    [InlineData(
        null,
        "nightly",
        "this is tag 'nightly', and push allows only branch:main, tag:v*",
        "Add \"tag:nightly\" to push in stevedore.json, or use ShipBuild to build without pushing."
    )]
    [InlineData(
        "x",
        "nightly",
        "this is branch 'x' at tag 'nightly', and push allows only branch:main, tag:v*",
        "Add \"branch:x\" to push in stevedore.json, or use ShipBuild to build without pushing."
    )]
    [InlineData(
        "x",
        "nightly stable",
        "this is branch 'x' at tags 'nightly', 'stable', and push allows only branch:main, tag:v*",
        "Add \"branch:x\" to push in stevedore.json, or use ShipBuild to build without pushing."
    )]
    public void SaysWhyNotAndWhatToDo(string? branch, string? tag, string why, string fix) =>
        Assert.Equal(new RefDecision(IsAllowed: false, why, fix), RefRules.Matches(["branch:main", "tag:v*"], Building(branch, tag)));

    [Fact]
    public void LetsNobodyWithoutARule() =>
        Assert.Equal("this is branch 'main', and push allows no ref", RefRules.Matches([], SourceCases.Main).Why);

    [Theory]
    [InlineData("main")]
    [InlineData("branch:")]
    [InlineData("heads:main")]
    public void RefusesAMalformedRule(string rule) =>
        Assert.Equal(
            $"Cannot use the rule '{rule}'",
            Assert.Throws<StevedoreException>(() => RefRules.Matches([rule], SourceCases.Main)).What
        );

    private static SourceFacts Building(string? branch, string? tag) =>
        SourceCases.Main with
        {
            Branch = branch,
            GitTags = [.. tag?.Split(' ') ?? []],
        };
}
