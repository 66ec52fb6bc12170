using Stevedore.Credentials;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Credentials;

public sealed class ChoosingWhoseCredentialsAreStored
{
    private static readonly CredentialSettings Secret = new SecretsManagerCredentialSettings("s");

    [Fact]
    public void TakesTheOnlyOne() => Assert.Equal(("hub", Secret), Choose(null, ("ecr", new EcrSettings()), ("hub", Hub(Secret))));

    [Fact]
    public void PrefersTheOneThatNamesAPlace() =>
        Assert.Equal(("hub", Secret), Choose(null, ("lan", new PlainRegistrySettings { Host = "h" }), ("hub", Hub(Secret))));

    [Fact]
    public void TakesTheOneThatIsNamed() => Assert.Equal(("two", Secret), Choose("two", ("one", Hub(Secret)), ("two", Hub(Secret))));

    [Theory]
    [InlineData(null, "Cannot store credentials: several registries have some. Say which: --registry=one or --registry=two.")]
    [InlineData(
        "ecr",
        "Cannot store credentials for --registry=ecr: AWS itself makes the credentials of that kind of registry. Name one of: one, two."
    )]
    [InlineData(
        "three",
        "Cannot store credentials for --registry=three: the settings have no registry of that name. Name one of: one, two."
    )]
    public void SaysWhoMayBeNamed(string? named, string message) =>
        Assert.Equal(
            message,
            Assert
                .Throws<StevedoreException>(() => Choose(named, ("ecr", new EcrSettings()), ("one", Hub(Secret)), ("two", Hub(Secret))))
                .Message
        );

    [Fact]
    public void SaysHowToHaveOne() =>
        Assert.Equal(
            "Cannot store credentials: no registry of the settings is a docker-hub or plain one. "
                + """Add one, such as "hub": { "type": "docker-hub", "namespace": "acme", "credentials": { "secretsManager": "dockerhub-credentials" } }.""",
            Assert.Throws<StevedoreException>(() => Choose(null, ("ecr", new EcrSettings()))).Message
        );

    private static DockerHubSettings Hub(CredentialSettings credentials) => new() { Namespace = "acme", Credentials = credentials };

    private static (string Name, CredentialSettings? Credentials) Choose(
        string? named,
        params (string Name, RegistrySettings Settings)[] registries
    ) => StorableRegistry.Choose(registries.ToDictionary(registry => registry.Name, registry => registry.Settings), named);
}
