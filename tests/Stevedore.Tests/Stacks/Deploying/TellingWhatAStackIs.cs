using Stevedore.Tests.Ecs;
using Xunit;

namespace Stevedore.Tests.Stacks.Deploying;

public sealed class TellingWhatAStackIs : IDisposable
{
    private readonly DeploymentCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void WithResourcesOutputsAndBadge()
    {
        given.Deployed();
        given.Aws.Builds.Project("shop")["badge"] = new System.Text.Json.Nodes.JsonObject
        {
            ["badgeEnabled"] = true,
            ["badgeRequestUrl"] = "https://codebuild.eu-central-1.amazonaws.com/badges?uuid=x&branch=main",
        };

        var code = given.Status();

        Golden.Equal("status.txt", given.Transcript(code));
        Golden.Equal("status.json", given.Json!);
    }

    [Fact]
    public void WithItsLastFailure()
    {
        given.Deployed();
        given.Changed("TimeoutInMinutes: 60", "TimeoutInMinutes: 9999");
        given.Stacks.Next = StackScript.Fails("BuildProject", "Invalid timeout.");
        given.Deploy();
        given.Lines.Clear();

        Assert.Equal(0, given.Status());
        Assert.Equal("  Failed last: BuildProject (AWS::CodeBuild::Project): Invalid timeout", given.Lines[^1]);
    }

    [Fact]
    public void ThatIsNotThere()
    {
        var code = given.Status();

        Assert.Equal("shop in eu-central-1: not there\nexit 0\n", given.Transcript(code));
    }

    [Fact]
    public void WhoseBadgeMayNotBeAskedFor()
    {
        given.Deployed();
        given.Aws.Faults.Deny("BatchGetProjects");

        Assert.Equal(0, given.Status());
        Assert.Contains("Its badge is left out.", given.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void ChangesNothing()
    {
        given.Deployed();
        given.Status();

        Assert.DoesNotContain(
            given.Operations,
            operation => operation is "CreateChangeSet" or "DeleteStack" or "ExecuteChangeSet" or "DeleteChangeSet"
        );
        Assert.Equal(EcsStub.Account, given.Aws.Caller.Split(':')[4]);
    }
}
