using Stevedore.Credentials;
using Stevedore.Registries.DockerHub;
using Stevedore.Registries.Ecr;
using Stevedore.Registries.Plain;
using Stevedore.Settings;
using Stevedore.Tests.Settings;
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
        "Cannot store credentials for --registry=ecr: a registry of that kind makes its credentials itself. Name one of: one, two."
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
            "Cannot store credentials: every registry of the settings makes its own. "
                + """Add one, such as "hub": { "type": "docker-hub", "namespace": "acme", "credentials": { "secretsManager": "dockerhub-credentials" } }.""",
            Assert.Throws<StevedoreException>(() => Choose(null, ("ecr", new EcrSettings()))).Message
        );

    private static DockerHubSettings Hub(CredentialSettings credentials) => new() { Namespace = "acme", Credentials = credentials };

    private static (string Name, CredentialSettings Credentials) Choose(
        string? named,
        params (string Name, RegistrySettings Settings)[] registries
    ) => StorableRegistry.Choose(registries.ToDictionary(registry => registry.Name, registry => registry.Settings), Given.Kinds, named);
}
