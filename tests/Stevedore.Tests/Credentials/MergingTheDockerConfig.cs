using System.Text;
using System.Text.Json.Nodes;
using Stevedore.Credentials;
using Stevedore.Tests.Docker;
using Xunit;

namespace Stevedore.Tests.Credentials;

public sealed class MergingTheDockerConfig
{
    private const string Ecr = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
    private const string User = """
        {
          // of the user
          "auths": { "mine.example": { "auth": "bWU6bXk=" }, "123456789012.dkr.ecr.eu-central-1.amazonaws.com": { "auth": "old" } },
          "credsStore": "desktop",
          "credHelpers": { "public.ecr.aws": "ecr-login" },
          "proxies": { "default": { "httpProxy": "http://proxy:3128" } },
          "cliPluginsExtraDirs": ["/opt/plugins"],
          "currentContext": "remote",
        }
        """;

    [Fact]
    public void KeepsEverythingOfTheUsersAndAddsOurHosts() =>
        Assert.Equal(
            JsonNode
                .Parse(
                    $$"""
                    {
                      "auths": {
                        "mine.example": { "auth": "bWU6bXk=" },
                        "{{Ecr}}": { "auth": "{{Base64("AWS:secret")}}" }
                      },
                      "credsStore": "desktop",
                      "credHelpers": { "public.ecr.aws": "ecr-login", "{{Ecr}}": "" },
                      "proxies": { "default": { "httpProxy": "http://proxy:3128" } },
                      "cliPluginsExtraDirs": ["/opt/plugins", "/home/me/.docker/cli-plugins"],
                      "currentContext": "remote"
                    }
                    """
                )!
                .ToJsonString(),
            DockerConfigFile.Merge(User, "/home/me/.docker/cli-plugins", Credentials(Ecr))
        );

    [Fact]
    public void WritesDockerHubUnderTheKeyThatDockerReads() =>
        Assert.Equal(
            $$$"""{"auths":{"https://index.docker.io/v1/":{"auth":"{{{Base64("AWS:secret")}}}"}},"credHelpers":{"https://index.docker.io/v1/":""}}""",
            DockerConfigFile.Merge(null, null, Credentials("docker.io"))
        );

    [Fact]
    public void OrdersHostsByName() =>
        Assert.Equal(
            $$$"""{"auths":{"a.example":{"auth":"{{{Base64("AWS:secret")}}}"},"b.example":{"auth":"{{{Base64("AWS:secret")}}}"}},"credHelpers":{"a.example":"","b.example":""}}""",
            DockerConfigFile.Merge(null, null, Credentials("b.example", "a.example"))
        );

    [Theory]
    [InlineData("{}", "/mine")]
    [InlineData("""{"cliPluginsExtraDirs":"/opt/plugins"}""", "/mine")]
    [InlineData("""{"cliPluginsExtraDirs":["/opt/plugins",null,1]}""", "/opt/plugins", "", "", "/mine")]
    public void NamesTheFoldersWithPluginsAndTheUsersOwnLast(string user, params string[] folders) =>
        Assert.Equal(folders, DockerConfigFile.PluginFoldersOf(DockerConfigFile.Merge(user, "/mine", Credentials())));

    // With neither docker would choose a store of the platform by itself, and write to it.
    [Theory]
    [InlineData(null, """{"auths":{"stevedore.invalid":{}}}""")]
    [InlineData("", """{"auths":{"stevedore.invalid":{}}}""")]
    [InlineData("""{"auths":null}""", """{"auths":{"stevedore.invalid":{}}}""")]
    [InlineData("""{"credsStore":"desktop"}""", """{"credsStore":"desktop","auths":{}}""")]
    [InlineData("""{"credHelpers":{"a":"b"}}""", """{"credHelpers":{"a":"b"},"auths":{"stevedore.invalid":{}}}""")]
    public void NeverLeavesDockerWithoutAnEntryOrAStore(string? user, string expected) =>
        Assert.Equal(expected, DockerConfigFile.Merge(user, null, Credentials()));

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("not json")]
    public void RefusesAFileThatIsNoObject(string user) =>
        Assert.Equal(
            "Cannot read docker's config.json: it is not a JSON object. Repair or remove the file.",
            Assert.Throws<StevedoreException>(() => DockerConfigFile.Merge(user, null, Credentials())).Message
        );

    private static Dictionary<string, RegistryCredential> Credentials(params string[] hosts) =>
        hosts.ToDictionary(host => host, _ => new RegistryCredential("AWS", new("secret", new()), "a test"), StringComparer.Ordinal);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
