using System.Text.Json.Nodes;
using Stevedore.Credentials;
using Stevedore.Docker;
using Xunit;

namespace Stevedore.Tests.Credentials;

[Collection(UsingTheDockerConfig.Name)]
public sealed class ReadingTheUsersDockerConfig : IDisposable
{
    private static readonly string[] Names =
    [
        "DOCKER_CONFIG",
        "DOCKER_AUTH_CONFIG",
        "DOCKER_CERT_PATH",
        "DOCKER_TLS_VERIFY",
        "DOCKER_TLS",
        "DOCKER_HOST",
        "DOCKER_CONTEXT",
        "BUILDX_CONFIG",
    ];
    private readonly TemporaryFolder folder = new();
    private readonly CleanUp cleanUp = new();
    private readonly Dictionary<string, string?> before = Names.ToDictionary(name => name, Environment.GetEnvironmentVariable);

    public ReadingTheUsersDockerConfig()
    {
        foreach (var name in Names)
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        Environment.SetEnvironmentVariable("DOCKER_CONFIG", folder.Path);
    }

    public void Dispose()
    {
        foreach (var (name, value) in before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        cleanUp.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("""{"auths":{"r.example.com":{"auth":"eDp5"},"r.example.com":{"auth":"YWNtZTpwYTpzcw=="}}}""")]
    [InlineData("""{"auths":{"other.example.com":{}},"auths":{"r.example.com":{"auth":"YWNtZTpwYTpzcw=="}}}""")]
    [InlineData("""{"auths":{"r.example.com":{"auth":"YWNtZTpwYTpzcw=="}},"auths":{"other.example.com":{}}}""")]
    [InlineData("""{"auths":{"r.example.com":{"auth":"eDp5","auth":"YWNtZTpwYTpzcw=="}}}""")]
    [InlineData("""{"Auths":{"r.example.com":{"Auth":"YWNtZTpwYTpzcw=="}}}""")]
    [InlineData("""{"AUTHS":{"r.example.com":{"UserName":"acme","PassWord":"pa:ss"}},"HttpHeaders":{"a":"1","a":"2"}}""")]
    [InlineData("""{"credsStore":"desktop","CREDSSTORE":"","auths":{"r.example.com":{"auth":"YWNtZTpwYTpzcw=="}}}""")]
    public void TakesKeysAsDockerDoes(string text)
    {
        var stored = Assert.IsType<DockerAuth.Stored>(DockerAuths.Find(text, "r.example.com", new()));

        Assert.Equal(("acme", "pa:ss"), (stored.Username, stored.Password.Reveal()));
    }

    [Fact]
    public void LeavesTheCaseOfHostsAlone() =>
        Assert.Null(DockerAuths.Find("""{"auths":{"R.example.com":{"auth":"YWNtZTpwYTpzcw=="}}}""", "r.example.com", new()));

    [Theory]
    [InlineData("r.example.com", "r.example.com")]
    [InlineData("https://r.example.com/v1/", "r.example.com")]
    [InlineData("docker.io", "https://index.docker.io/v1/")]
    [InlineData("https://index.docker.io/v1/", "https://index.docker.io/v1/")]
    public void PrefersTheVariableToTheFileAndItsHelpers(string written, string key) =>
        Assert.Equal(
            $$$$"""{"credsStore":"sample","auths":{"{{{{key}}}}":{"auth":"YWNtZTpwYTpzcw=="}},"credHelpers":{"{{{{key}}}}":""}}""",
            DockerConfigFile.Effective(
                $$$$"""{"credsStore":"sample","auths":{"{{{{key}}}}":{"auth":"eDp5"}}}""",
                $$$$"""{"auths":{"{{{{written}}}}":{"auth":"YWNtZTpwYTpzcw=="}}}""",
                _ => true
            )
        );

    [Fact]
    public void TakesAHelperOfTheVariable() =>
        Assert.Equal(
            """{"credHelpers":{"a.example":"gcloud"}}""",
            DockerConfigFile.Effective(null, """{"credHelpers":{"a.example":"gcloud"}}""", _ => true)
        );

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"auths\"")]
    public void SaysThatTheVariableIsUnreadable(string text) =>
        Assert.Equal(
            "Cannot read DOCKER_AUTH_CONFIG: it is not a JSON object. Correct or unset the variable.",
            Assert.Throws<StevedoreException>(() => DockerConfigFile.Effective(null, text, _ => true)).Message
        );

    [Fact]
    public async Task LogsInWithTheVariableAndHandsDockerAnEmptyOne()
    {
        Environment.SetEnvironmentVariable("DOCKER_AUTH_CONFIG", """{"auths":{"r.example.com":{"auth":"YWNtZTpwYTpzcw=="}}}""");
        var config = Written();

        var found = await new DockerConfigCredentials(new(), new NoHelper(), new()).Find(
            "r.example.com",
            isRenewal: false,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(("acme", "pa:ss", "DOCKER_AUTH_CONFIG"), (found!.Username, found.Password.Reveal(), found.Source));
        Assert.Equal("", config.Variables["DOCKER_AUTH_CONFIG"]);
        Assert.Equal("YWNtZTpwYTpzcw==", (string?)JsonNode.Parse(Text(config))!["auths"]!["r.example.com"]!["auth"]);
    }

    [Fact]
    public void LeavesOutAStoreWhoseHelperIsNotThere()
    {
        File.WriteAllText(folder.File("config.json"), """{"credsStore":"none-such","auths":{"r.example.com":{}}}""");

        Assert.Equal(
            "docker's config names the credential store 'none-such', and docker-credential-none-such is not on the PATH: what is not logged in to "
                + $"otherwise is used without a login. Install it, or take credsStore out of {folder.File("config.json")}.",
            Written().Warning
        );
        Assert.Equal("""{"auths":{"r.example.com":{}}}""", Text(Written()));
    }

    [Fact]
    public void KeepsAHelperOfOneHostThatIsNotThere()
    {
        File.WriteAllText(folder.File("config.json"), """{"credHelpers":{"r.example.com":"none-such"}}""");

        Assert.Null(Written().Warning);
        Assert.Equal(
            new DockerAuth.Helper("none-such", "r.example.com", IsForHost: true),
            DockerAuths.Find(new UserDockerConfig().Read(), "r.example.com", new())
        );
    }

    [Theory]
    [InlineData("DOCKER_TLS_VERIFY")]
    [InlineData("DOCKER_TLS")]
    public void PointsDockerAtTheCertificatesBesideTheUsersConfig(string variable)
    {
        Environment.SetEnvironmentVariable(variable, "1");

        Assert.Equal(folder.Path, Written().Variables["DOCKER_CERT_PATH"]);
    }

    [Fact]
    public void NamesNoCertificatesWhereNoneAreAskedFor() => Assert.False(Written().Variables.ContainsKey("DOCKER_CERT_PATH"));

    [Theory]
    [InlineData("DOCKER_CONFIG")]
    [InlineData("BUILDX_CONFIG")]
    [InlineData("DOCKER_CERT_PATH")]
    public void StartsRelativePathsWhereTheCommandWasStarted(string variable)
    {
        Environment.SetEnvironmentVariable(variable, "own");
        UserDockerConfig user = new();
        var own = Path.Combine(Environment.CurrentDirectory, "own");

        Assert.Equal(
            own,
            variable switch
            {
                "DOCKER_CONFIG" => user.Folder,
                "BUILDX_CONFIG" => user.Builders,
                _ => user.Certificates,
            }
        );
    }

    [Theory]
    [InlineData(null, null, null, "default")]
    [InlineData("lab", null, null, "lab")]
    [InlineData("lab", null, """{"Key":"lab","Name":"mine","Global":false}""", "mine")]
    [InlineData("lab", null, """{"Key":"other","Name":"mine","Global":false}""", "lab")]
    [InlineData("lab", null, """{"Key":"other","Name":"mine","Global":true}""", "mine")]
    [InlineData(null, null, """{"Key":"unix:///var/run/docker.sock","Name":"mine","Global":false}""", "mine")]
    [InlineData(null, "tcp://one:2375", """{"Key":"unix:///var/run/docker.sock","Name":"mine","Global":false}""", "default")]
    [InlineData(null, "tcp://one:2375", """{"Key":"tcp://one:2375","Name":"mine","Global":false}""", "mine")]
    [InlineData(null, null, """{"Key":"unix:///var/run/docker.sock","Name":"","Global":false}""", "default")]
    [InlineData(null, null, "nothing", "default")]
    public void TellsTheBuilderThatAnOldBuildxUses(string? context, string? host, string? chosen, string expected) =>
        Assert.Equal(expected, DockerContext.CurrentBuilder(context, host, chosen));

    [Theory]
    [InlineData(null, null, "lab")]
    [InlineData("DOCKER_CONTEXT", "other", "other")]
    [InlineData("DOCKER_HOST", "tcp://one:2375", "default")]
    public void TellsTheContextInUse(string? variable, string? value, string expected)
    {
        File.WriteAllText(folder.File("config.json"), """{"currentContext":"lab"}""");
        if (variable is not null)
        {
            Environment.SetEnvironmentVariable(variable, value);
        }

        Assert.Equal(expected, new UserDockerConfig().CurrentBuilder());
    }

    private PrivateDockerConfig Written()
    {
        PrivateDockerConfig config = new(new(cleanUp), new(), cleanUp);
        config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);
        return config;
    }

    private static string Text(PrivateDockerConfig config) =>
        File.ReadAllText(Path.Combine(config.Variables["DOCKER_CONFIG"], "config.json"));

    private sealed class NoHelper : ICredentialHelper
    {
        public Task<(string Username, Secret Password)?> Get(DockerAuth.Helper helper, CancellationToken cancellation) =>
            throw new InvalidOperationException(helper.Name);
    }
}
