using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Planning;

public sealed class RefusingToPush
{
    private const string Remote =
        """{ "images": { "web": {} }, "registries": { "far": { "type": "registry", "host": "registry.example" } } }""";
    private const string Loopback =
        """{ "images": { "web": {} }, "registries": { "near": { "type": "registry", "host": "127.0.0.1:5000" } } }""";

    [Theory]
    [InlineData("a.txt", "(a.txt)")]
    [InlineData("a.txt,b.txt,c.txt", "(a.txt, b.txt, c.txt)")]
    [InlineData("a.txt,b.txt,c.txt,d.txt,e.txt", "(a.txt, b.txt, c.txt and 2 more)")]
    public void RefusesAChangedTreeAndNamesItsFiles(string files, string shown)
    {
        var plan = Dirty(Remote, files).Plan();

        Assert.Equal($"the tree differs from commit {SourceCases.Commit} {shown}", plan.Refusal!.Why);
        Assert.Equal("Commit the changes, or pass --allow-dirty.", plan.Refusal.Fix);
    }

    [Fact]
    public void RefusesAChangedTreeWhoseFilesAreNotKnown() =>
        Assert.Equal(
            $"the tree differs from commit {SourceCases.Commit}",
            new PlanCase(Remote) { Source = SourceCases.Main with { IsDirty = true } }
                .Plan()
                .Refusal!.Why
        );

    [Fact]
    public void AllowsAChangedTreeOnThisMachine() => Assert.Null(Dirty(Loopback, "a.txt").Plan().Refusal);

    [Fact]
    public void AllowsAChangedTreeThatIsAllowed() => Assert.Null((Dirty(Remote, "a.txt") with { AllowDirty = true }).Plan().Refusal);

    [Fact]
    public void AllowsACleanTree() => Assert.Null(new PlanCase(Remote).Plan().Refusal);

    [Fact]
    public void TakesFilesOfEarlierStepsInCodeBuildForTheCommit()
    {
        var dirty = Dirty(Remote, "package-lock.json");

        var plan = (dirty with { Source = dirty.Source with { IsCodeBuild = true } }).Plan();

        Assert.Null(plan.Refusal);
        Assert.Equal("3f2a91c0", plan.Images.Single().CommitTag.Value);
        Assert.Equal(
            ["The tree differs from the commit (package-lock.json): taken as written by earlier steps of this build."],
            plan.Notes
        );
    }

    [Fact]
    public void RefusesAChangedTreeThatWasSentToCodeBuild()
    {
        var dirty = Dirty(Remote, "a.txt");

        var plan = (dirty with { Source = dirty.Source with { IsCodeBuild = true, CommitSource = "STEVEDORE_COMMIT" } }).Plan();

        Assert.NotNull(plan.Refusal);
        Assert.Equal("3f2a91c0-dirty", plan.Images.Single().CommitTag.Value);
    }

    [Fact]
    public void RefusesAPullRequestEvenOnThisMachine() =>
        Assert.Equal(
            "a pull request never pushes",
            new PlanCase(Loopback) { Source = SourceCases.Main with { IsPullRequest = true }, AllowDirty = true }
                .Plan()
                .Refusal!.Why
        );

    [Fact]
    public void RefusesARefThatMayNotPush()
    {
        var text = Remote.Replace("{ \"images\"", "{ \"push\": [\"tag:v*\"], \"images\"", StringComparison.Ordinal);

        Assert.Equal("this is branch 'main', and push allows only tag:v*", new PlanCase(text).Plan().Refusal!.Why);
    }

    [Fact]
    public void RefusesAnImageThatGoesNowhere()
    {
        var text = Remote.Replace("registry.example\"", "registry.example\", \"push\": false", StringComparison.Ordinal);

        var refusal = new PlanCase(text).Plan().Refusal!;

        Assert.Equal("no registry is to be pushed to for the image 'web'", refusal.Why);
        Assert.Equal(
            "Name one in images.web.registries, and leave its push at true; or use ShipBuild to build without pushing.",
            refusal.Fix
        );
    }

    [Fact]
    public void SaysSoInThePlan() =>
        Assert.EndsWith(
            $"Nothing will be pushed: the tree differs from commit {SourceCases.Commit} (a.txt). Commit the changes, or pass --allow-dirty.\n",
            Dirty(Remote, "a.txt").Text(),
            StringComparison.Ordinal
        );

    private static PlanCase Dirty(string json, string files) =>
        new(json) { Source = SourceCases.Main with { IsDirty = true, DirtyFiles = [.. files.Split(',')] } };
}
