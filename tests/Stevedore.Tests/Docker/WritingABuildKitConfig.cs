using Stevedore.Docker;
using Xunit;

namespace Stevedore.Tests.Docker;

public sealed class WritingABuildKitConfig
{
    private static readonly RegistryAuthority Lan = new("lan", "10.0.0.1:5000", "/ca/lan.pem");

    [Fact]
    public void NamesTheAuthorityOfEachRegistry() =>
        Assert.Equal(
            """
            [registry."10.0.0.1:5000"]
              ca = ["/ca/lan.pem"]
            [registry."registry.example"]
              ca = ["C:\\ca\\it is \"mine\".pem"]

            """,
            BuildKitConfig.Merge(null, null, [Lan, new("other", "registry.example", """C:\ca\it is "mine".pem""")])
        );

    [Fact]
    public void KeepsWhatTheUserWrote() =>
        Assert.Equal(
            """
            debug = true
            [registry."docker.io"]
              mirrors = ["10.0.0.1:5000"]
            [registry."10.0.0.1:5000"]
              ca = ["/ca/lan.pem"]

            """,
            Merge("debug = true\n[registry.\"docker.io\"]\n  mirrors = [\"10.0.0.1:5000\"]\n\n")
        );

    [Theory]
    [InlineData("[registry.\"10.0.0.1:5000\"]")]
    [InlineData("  [ registry . '10.0.0.1:5000' ] # ours")]
    public void AddsToTheTableThatIsThere(string header) =>
        Assert.Equal(
            $"{header}\n  ca = [\"/ca/lan.pem\"]\n  http = false\n[registry.\"other\"]\n  ca = [\"/other.pem\"]\n",
            Merge($"{header}\r\n  http = false\r\n[registry.\"other\"]\r\n  ca = [\"/other.pem\"]\r\n")
        );

    [Theory]
    [InlineData("[registry.\"10.0.0.1:5000\"]\n  http = false\n  ca = [\"/mine.pem\"]\n")]
    [InlineData("[registry.\"10.0.0.1:5000\"]\nca=[\n\"/mine.pem\",\n]\n[worker.oci]\n  enabled = true\n")]
    public void LeavesAnAuthorityThatTheUserNames(string text) => Assert.Equal(text, Merge(text));

    [Theory]
    [InlineData("registry = { \"10.0.0.1:5000\" = { http = false } }")]
    [InlineData("registry.\"10.0.0.1:5000\".http = false")]
    [InlineData("[registry]\n\"10.0.0.1:5000\" = { http = false }")]
    [InlineData("[registry]\n\"10.0.0.1:5000\".http = false")]
    [InlineData("text = \"\"\"\n[registry.\"10.0.0.1:5000\"]\n\"\"\"")]
    [InlineData("text = '''\n# nothing\n'''")]
    public void SaysWhatToAddToAFileThatCannotBeAddedTo(string text) =>
        Assert.Equal(
            "Cannot give the builder the authority of the registry 'lan': builder.config, etc/buildkitd.toml, is not written so that it can be added. "
                + "Add it there: `ca = [\"/ca/lan.pem\"]` for registry.\"10.0.0.1:5000\".",
            Assert.Throws<StevedoreException>(() => Merge(text)).Message
        );

    private static string Merge(string text) => BuildKitConfig.Merge(text, "etc/buildkitd.toml", [Lan]);
}
