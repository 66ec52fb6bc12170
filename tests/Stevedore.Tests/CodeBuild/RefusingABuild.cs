using Stevedore.CodeBuild;
using Stevedore.Tests.Ecs;
using Xunit;

namespace Stevedore.Tests.CodeBuild;

/// <summary>Nothing is started, and the message says what to do.</summary>
public sealed class RefusingABuild : IDisposable
{
    private readonly BuildCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void WithoutAProject() => Refused(new());

    [Fact]
    public void OfSeveralPipelinesWhereNoneIsNamed() => Refused(given.Settings(Pipelines("app", "base")).Nothing);

    [Fact]
    public void OfAPipelineThatTheSettingsDoNotHave() =>
        Refused(given.Settings(Pipelines("app", "base")).Nothing with { Pipeline = "web" });

    private static string Pipelines(params string[] names) =>
        $$"""
        { "pipelines": { {{string.Join(", ", names.Select(name => $$"""
            "{{name}}": { "source": { "connection": "acme-github", "repository": "acme/shop", "branch": "main" } }
            """))}} } }
        """;

    [Fact]
    public void OfAProjectThatIsNotThere() => Refused(new() { Project = "shap" });

    [Fact]
    public void OfAProjectThatIsDisabled()
    {
        given.Aws.Builds.Refusals["shop"] = "Project shop is disabled";
        Refused();
    }

    [Fact]
    public void WhoseSourceIsNotConnected()
    {
        given.Aws.Builds.Refusals["shop"] = "Could not find access token for server type github";
        Refused();
    }

    [Fact]
    public void WhoseSourceIsAnotherRepository()
    {
        given.Aws.Builds.Project("shop", location: "https://github.com/acme/other.git");
        Refused();
    }

    [Theory]
    [InlineData("S3")]
    [InlineData("NO_SOURCE")]
    public void WhoseSourceHasNoCommits(string type)
    {
        given.Aws.Builds.Project("shop", type, location: null);
        Refused(name: $"WhoseSourceHasNoCommits.{type}");
    }

    [Fact]
    public void OfACommitThatIsNotPushed()
    {
        given.Checkout.Write("more").Commit("more");
        given.Recommit();
        Refused();
    }

    [Fact]
    public void OfACheckoutWithoutRemote()
    {
        given.Checkout.Run("remote", "remove", "origin");
        Refused();
    }

    [Fact]
    public void OfABuildspecThatTheCommitDoesNotHave() => Refused(new() { Project = "shop", Buildspec = "ci/buildspec.yml" });

    [Fact]
    public void OfAPipelinesProjectWhoseRemoteCodeBuildDoesNotKnow()
    {
        given.Aws.Builds.Project("shop", "CODEPIPELINE", location: null);
        given.Checkout.Run("remote", "set-url", "origin", "https://git.example.com/acme/shop.git");
        Refused();
    }

    [Theory]
    [InlineData("StartBuild")]
    [InlineData("BatchGetBuilds")]
    public void ThatIsNotPermitted(string operation)
    {
        given.Aws.Faults.Deny(operation, resource: "arn:aws:codebuild:eu-central-1:123456789012:project/shop");
        var code = given.Run();
        Golden.Equal($"Refused.ThatIsNotPermitted.{operation}.txt", given.Transcript(code));
        Assert.Equal(1, code);
    }

    [Fact]
    public void OfAnIdOfAnotherRegion() => RefusedToFollow("shop:00000009-9c2f-44d1-8e9b-7a53f06e8d1a");

    [Fact]
    public void OfAnIdThatIsNone() => RefusedToFollow("shop");

    [Theory]
    [InlineData("LEVEL")]
    [InlineData("=x")]
    [InlineData("A B=x")]
    [InlineData("CODEBUILD_BUILD_ID=x")]
    [InlineData("KEY=secretsManager:")]
    [InlineData("KEY=parameterStore:")]
    public void OfAVariableThatIsNone(string text) => Fault(() => BuildRequests.Variables([text]), text);

    [Fact]
    public void OfAVariableThatIsGivenTwice() => Fault(() => BuildRequests.Variables(["A=1", "A=2"]), "A=1 A=2");

    private static void Fault(Action action, string name) =>
        Golden.Equal(
            $"Refused.Variable.{string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'))}.txt",
            $"{Assert.Throws<StevedoreException>(action).Message}\n"
        );

    private void RefusedToFollow(string id, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        var code = given.Ask(builds => builds.Follow(id));
        Golden.Equal($"Refused.{name}.txt", given.Transcript(code));
        Assert.Equal(1, code);
    }

    private void Refused(RemoteBuildRequest? request = null, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        var code = given.Run(request);
        Golden.Equal($"Refused.{name}.txt", given.Transcript(code));
        Assert.Equal(1, code);
        Assert.Empty(given.Aws.Builds.All);
    }
}
