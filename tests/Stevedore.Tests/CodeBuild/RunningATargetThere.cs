using Stevedore.CodeBuild.Targets;
using Xunit;

namespace Stevedore.Tests.CodeBuild;

public sealed class RunningATargetThere : IDisposable
{
    private readonly BuildCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void WithWhatWasAsked()
    {
        given
            .Checkout.Write("build.sh")
            .Write("build/Build.csproj", "<Project />")
            .Commit("build")
            .Run("push", "--quiet", "origin", "main");
        given.Recommit();
        given.Arguments("--on=codebuild", "--project=shop", "--images=web,it's", "--rebuild", "--env=LEVEL=info");
        given.Variables["IMAGE_TAG"] = "1";
        given.Variables["STEVEDORE__PLATFORMS"] = "linux/arm64";

        var code = given.Target("Ship", "ship", hasArtifacts: true);

        Golden.Equal("ship-there.txt", given.Transcript(code));
        Assert.Equal(0, code);
        Golden.Equal("ship-there.buildspec.yml", (string)Assert.Single(given.Calls("StartBuild")).Body["buildspecOverride"]!);
    }

    [Theory]
    [InlineData("", "dotnet tool restore|dotnet stevedore credentials check --branch=main")]
    [InlineData("build/", "(cd build && dotnet tool restore)|(cd build && dotnet stevedore credentials check --branch=main)")]
    public void WithThePinnedTool(string folder, string expected) =>
        Assert.Equal(
            expected.Split('|'),
            RemoteTarget.Commands(
                "CredentialsCheck",
                "credentials check",
                ["--branch=main"],
                name =>
                    name == $"{folder}.config/dotnet-tools.json" ? """{ "tools": { "stevedore.tool": { "version": "1.0.0" } } }""" : null
            )
        );

    [Fact]
    public void ButNotWhereNothingSaysHow() =>
        Assert.Equal(
            "Cannot run Ship on CodeBuild: this repository has neither build.sh with build/Build.csproj nor a manifest that pins stevedore.tool, so that nothing says how it is run there. `stevedore init` writes one of them; CodeBuildRun runs the project's own buildspec.",
            Assert.Throws<StevedoreException>(() => RemoteTarget.Commands("Ship", "ship", [], _ => null)).Message
        );

    [Fact]
    public void LeavesWhatReturns() =>
        Assert.Equal(
            "version: 0.2\nphases:\n  build:\n    commands:\n      - \"a\"\nartifacts:\n  base-directory: artifacts\n  files:\n    - \"**/*\"\n",
            RemoteTarget.Buildspec(["a"], hasArtifacts: true)
        );
}
