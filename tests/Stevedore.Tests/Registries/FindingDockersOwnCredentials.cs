using Stevedore.Credentials;
using Xunit;

namespace Stevedore.Tests.Registries;

public sealed class FindingDockersOwnCredentials
{
    private const string Hub = "https://index.docker.io/v1/";
    private const string Ecr = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

    [Theory]
    [InlineData(null, "docker.io")]
    [InlineData("{}", "docker.io")]
    [InlineData("""{"auths":{"https://index.docker.io/v1/":{}}}""", "docker.io")]
    [InlineData("""{"auths":{"registry.example.com":{"auth":"YTpi"}}}""", "other.example.com")]
    public void HasNone(string? config, string host) => Assert.Null(DockerAuths.Find(config, host, new()));

    [Theory]
    [InlineData("""{"auths":{"https://index.docker.io/v1/":{"auth":"YWNtZTpwYTpzcw=="}}}""", "docker.io")]
    [InlineData("""{"auths":{"registry.example.com:5000":{"auth":"YWNtZTpwYTpzcw=="}}}""", "registry.example.com:5000")]
    [InlineData("""{"auths":{"https://registry.example.com/v1/":{"auth":"YWNtZTpwYTpzcw=="}}}""", "registry.example.com")]
    [InlineData("""{"auths":{"registry.example.com":{"username":"acme","password":"pa:ss"}}}""", "registry.example.com")]
    public void DecodesWhatIsStored(string config, string host)
    {
        var stored = Assert.IsType<DockerAuth.Stored>(DockerAuths.Find(config, host, new()));

        Assert.Equal(("acme", "pa:ss"), (stored.Username, stored.Password.Reveal()));
    }

    [Fact]
    public void TakesAnIdentityToken()
    {
        var stored = Assert.IsType<DockerAuth.Stored>(
            DockerAuths.Find("""{"auths":{"r.azurecr.io":{"auth":"YTpi","identitytoken":"t"}}}""", "r.azurecr.io", new())
        );

        Assert.Equal(("<token>", "t"), (stored.Username, stored.Password.Reveal()));
    }

    [Theory]
    [InlineData("""{"credsStore":"desktop"}""", "docker.io", "desktop", Hub, false)]
    [InlineData(
        """{"credsStore":"desktop","credHelpers":{"123456789012.dkr.ecr.eu-central-1.amazonaws.com":"ecr-login"}}""",
        Ecr,
        "ecr-login",
        Ecr,
        true
    )]
    [InlineData(
        """{"credsStore":"desktop","auths":{"r.example.com":{"auth":"YTpi"}}}""",
        "r.example.com",
        "desktop",
        "r.example.com",
        false
    )]
    public void AsksTheHelper(string config, string host, string name, string key, bool isForHost) =>
        Assert.Equal(new DockerAuth.Helper(name, key, isForHost), DockerAuths.Find(config, host, new()));

    [Fact]
    public void TakesAnEmptyHelperForNone() =>
        Assert.IsType<DockerAuth.Stored>(
            DockerAuths.Find(
                """{"credsStore":"desktop","credHelpers":{"r.example.com":""},"auths":{"r.example.com":{"auth":"YTpi"}}}""",
                "r.example.com",
                new()
            )
        );

    [Theory]
    [InlineData("***")]
    [InlineData("czNjcmV0")]
    public void DoesNotRepeatWhatCannotBeDecoded(string auth)
    {
        var error = Assert.Throws<StevedoreException>(() =>
            DockerAuths.Find(
                """{"auths":{"r.example.com":{"auth":"AUTH"}}}""".Replace("AUTH", auth, StringComparison.Ordinal),
                "r.example.com",
                new()
            )
        );

        Assert.Equal(
            "Cannot log in to r.example.com with docker's config: its entry in auths is not user:password in base64. Run `docker login r.example.com` again.",
            error.Message
        );
    }
}
