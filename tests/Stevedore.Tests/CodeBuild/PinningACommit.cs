using Stevedore.CodeBuild;
using Stevedore.Tests.Ecs;
using Xunit;

namespace Stevedore.Tests.CodeBuild;

public sealed class PinningACommit : IDisposable
{
    private readonly BuildCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void OfABranch()
    {
        given.Checkout.Branch("topic").Write("more").Commit("more").Run("push", "--quiet", "origin", "topic");
        Starts($"refs/heads/topic^{{{given.Checkout.Head}}}");
    }

    [Fact]
    public void ThatABranchHasMovedOnFrom()
    {
        var pushed = given.Checkout.Head;
        given.Checkout.Write("more").Commit("more").Run("push", "--quiet", "origin", "main").Run("checkout", "--quiet", pushed);
        Starts($"refs/heads/main^{{{pushed}}}");
    }

    [Fact]
    public void OfATagAlone()
    {
        given.Checkout.Detach().Write("more").Commit("more").AnnotatedTag("v1").Run("push", "--quiet", "origin", "v1");
        Starts($"refs/tags/v1^{{{given.Checkout.Head}}}");
    }

    [Fact]
    public void InCodeCommitByItsIdAlone()
    {
        const string url = "https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/shop";
        given.Checkout.Run("remote", "set-url", "origin", url).Run("config", $"url.file://{given.Remote}.insteadOf", url);
        given.Aws.Builds.Project("shop", "CODECOMMIT", url);
        Starts(given.Checkout.Head);
    }

    [Fact]
    public void WhereTheRemoteDoesNotAnswer()
    {
        given.Checkout.Run("config", $"url.file:///nowhere/.insteadOf", BuildCase.Url[..^"shop.git".Length]);
        given.Checkout.Run("config", "--unset", $"url.file://{given.Remote}.insteadOf");
        Starts($"refs/heads/main^{{{given.Checkout.Head}}}");
        Assert.Matches(
            "^Whether origin has commit [0-9a-zA-Z]+ could not be asked \\(.+\\); it had when it was last fetched from or pushed to\\.$",
            Assert.Single(given.Warnings)
        );
    }

    [Fact]
    public void WhereTheProjectMayNotBeLookedUp()
    {
        given.Aws.Faults.Deny("BatchGetProjects");
        Starts($"refs/heads/main^{{{given.Checkout.Head}}}");
        Assert.StartsWith(
            "Cannot look up the project 'shop': the role may not codebuild:BatchGetProjects on ",
            Assert.Single(given.Warnings)
        );
    }

    [Fact]
    public void OfATreeThatDiffersFromIt()
    {
        given.Checkout.Write("buildspec.yml", "version: 0.1\n");
        Starts($"refs/heads/main^{{{given.Checkout.Head}}}");
        Assert.Equal(
            "1 file differs from the commit (buildspec.yml), and the build does not have that. --upload builds what is here.",
            Assert.Single(given.Warnings)
        );
    }

    [Fact]
    public void ForAProjectOfAPipeline()
    {
        var project = given.Aws.Builds.Project("shop", "CODEPIPELINE", location: null);
        project["logsConfig"]!["cloudWatchLogs"]!["status"] = "DISABLED";
        const string connection = "arn:aws:codeconnections:eu-central-1:123456789012:connection/1";

        Assert.Equal(0, given.Run(new() { Project = "shop", Connection = connection }));

        var request = Assert.Single(given.Calls("StartBuild")).Body;
        Assert.Equal("GITHUB", request.Text("sourceTypeOverride"));
        Assert.Equal("https://github.com/acme/shop.git", request.Text("sourceLocationOverride"));
        Assert.Equal($$"""{"type":"CODECONNECTIONS","resource":"{{connection}}"}""", request["sourceAuthOverride"]!.ToJsonString());
        Assert.Equal("""{"type":"NO_ARTIFACTS"}""", request["artifactsOverride"]!.ToJsonString());
        Assert.Equal("""{"cloudWatchLogs":{"status":"ENABLED"}}""", request["logsConfigOverride"]!.ToJsonString());
    }

    private void Starts(string version)
    {
        Assert.Equal(0, given.Run(new RemoteBuildRequest { Project = "shop" }));
        Assert.Equal(version, Assert.Single(given.Calls("StartBuild")).Body.Text("sourceVersion"));
    }
}
