using Stevedore.Init;
using Xunit;

namespace Stevedore.Tests.Init;

/// <summary>The first commit takes in all that is there, but for what holds secrets.</summary>
public sealed class LeavingOutSecrets
{
    [Theory]
    [InlineData(".env")]
    [InlineData("api/.env.production")]
    [InlineData("server.key")]
    [InlineData("deploy/id_ed25519")]
    [InlineData("infra/terraform.tfstate")]
    public void AddsThemToGitignore(string path)
    {
        var plan = Plan(hasCommit: false, path);

        Assert.Contains($"\n/{path}\n", plan.Text(".gitignore"), StringComparison.Ordinal);
        Assert.Contains(
            $".gitignore leaves out {path}: such files hold secrets. Take out the line of one that holds none; git add --all adds what else is there.",
            plan.Notes
        );
    }

    [Theory]
    [InlineData(".env.example")]
    [InlineData("src/.environment")]
    [InlineData("keys.md")]
    [InlineData("id_rsa.pub")]
    public void AddsNothingElse(string path) => Assert.Equal("/artifacts/\n", Plan(hasCommit: false, path).Text(".gitignore"));

    [Fact]
    public void LeavesARepositoryWithACommitAsItIs() => Assert.Equal("/artifacts/\n", Plan(hasCommit: true, ".env").Text(".gitignore"));

    [Fact]
    public void TakesANameForNoPattern() => Assert.Equal(@"/a\[b/.env", SecretFiles.Line("a[b/.env"));

    private static InitPlan Plan(bool hasCommit, string path) =>
        InitCase.Plan(InitCase.Facts(("Dockerfile", "FROM scratch\n"), (path, "x")) with { HasCommit = hasCommit });
}
