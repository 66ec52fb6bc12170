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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RefusesWhatAnotherSourceSays(bool isCodeBuild)
    {
        var plan = Foreign(Remote, isCodeBuild, isOfAnotherSource: true);

        Assert.Equal($"commit {SourceCases.Commit} does not say what is built: it takes lib, which is there", plan.Plan().Refusal!.Why);
        Assert.Equal("Commit that as a submodule, ship it from its own repository, or pass --allow-dirty.", plan.Plan().Refusal!.Fix);
        Assert.Equal("3f2a91c0-dirty", plan.Plan().Images.Single().CommitTag.Value);
        Assert.Equal(["The commit does not say what is built: it takes lib, which is there."], plan.Plan().Notes);
        Assert.Null((plan with { AllowDirty = true }).Plan().Refusal);
        Assert.Null((plan with { Json = Loopback }).Plan().Refusal);
    }

    [Fact]
    public void RefusesWhatLiesOutsideTheRepository() =>
        Assert.Equal(
            $"the tree differs from commit {SourceCases.Commit} (lib, which is there)",
            Foreign(Remote, isCodeBuild: false, isOfAnotherSource: false).Plan().Refusal!.Why
        );

    [Fact]
    public void TakesWhatLiesOutsideTheRepositoryForTheWorkOfEarlierStepsInCodeBuild()
    {
        var plan = Foreign(Remote, isCodeBuild: true, isOfAnotherSource: false).Plan();

        Assert.Null(plan.Refusal);
        Assert.Equal("3f2a91c0", plan.Images.Single().CommitTag.Value);
        Assert.Equal(
            ["The tree differs from the commit (lib, which is there): taken as written by earlier steps of this build."],
            plan.Notes
        );
    }

    [Fact]
    public void LooksOnlyAtTheImagesThatAreShipped()
    {
        var two = Foreign(
            Remote.Replace("\"web\": {}", "\"web\": {}, \"tool\": {}", StringComparison.Ordinal),
            isCodeBuild: false,
            isOfAnotherSource: true
        );

        Assert.Null((two with { Images = ["tool"] }).Plan().Refusal);
        Assert.NotNull(two.Plan().Refusal);
    }

    [Fact]
    public void HasNothingToDifferFromWithoutACommit()
    {
        var plan = Foreign(Remote, isCodeBuild: false, isOfAnotherSource: true) with
        {
            Source = SourceCases.Unknown,
            Environment = new() { ["IMAGE_TAG"] = "v1" },
        };

        Assert.Equal(("v1", null), (plan.Plan().Images.Single().CommitTag.Value, plan.Plan().Refusal));
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

    private static PlanCase Foreign(string json, bool isCodeBuild, bool isOfAnotherSource) =>
        new(json)
        {
            Source = SourceCases.Main with { IsCodeBuild = isCodeBuild },
            ForeignFolders = { ["web"] = [new("lib", "which is there", isOfAnotherSource)] },
        };

    private static PlanCase Dirty(string json, string files) =>
        new(json) { Source = SourceCases.Main with { IsDirty = true, DirtyFiles = [.. files.Split(',')] } };
}
