using Stevedore.LabTests.Shipping;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Registries;

public sealed class LoggingInToAPlainRegistry(LabFixture lab) : IDisposable
{
    // A registry with TLS and a password, whatever its name says.
    private const string Host = "210987654321.dkr.ecr.eu-central-1.amazonaws.com";
    private readonly SampleRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task TrustsTheAuthorityOfItsSettings()
    {
        File.Copy(Path.Combine(lab.Variables["STEVEDORE_LAB"], "ca.pem"), Path.Combine(repository.Folder, "ca.pem"));

        var result = (await Build("ca.pem").Run("--target=ShipLogin")).Succeeds();

        Assert.Contains(
            $"Logged in to {Host} with the variables LAN_USER and LAN_PASSWORD.",
            result.StandardOutput,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task TrustsNobodyElse()
    {
        var result = await Build(null).With("AWS_CA_BUNDLE", null).Run("--target=ShipLogin");

        Assert.StartsWith($"Cannot reach the registry {Host}: its certificate is not trusted (", result.Message, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task TrustsTheBundleThatAwsClientsTrust() =>
        (await Build(null).With("AWS_CA_BUNDLE", lab.Variables["AWS_CA_BUNDLE"]).Run("--target=ShipLogin")).Succeeds();

    [Fact]
    public async Task SaysThatTheAuthorityIsMissing() =>
        (await Build("ca.pem").Run("--target=ShipLogin")).FailsWith(
            "Cannot trust the authority in ca.pem: there is no such file. Correct the registry's `ca`; it is relative to the repository."
        );

    [Fact]
    public async Task SaysWhichVariableIsNotSet() =>
        (await Build(null).With("LAN_PASSWORD", null).Run("--target=ShipLogin")).FailsWith(
            $"Cannot log in to {Host}: the environment variable LAN_PASSWORD is not set. Set it, or name other ones in registries.lan.credentials.environment."
        );

    [Fact]
    public async Task SaysThatItNeedsCredentials() =>
        (await Build(null, credentials: "").With("SSL_CERT_FILE", lab.Variables["SSL_CERT_FILE"]).Run("--target=ShipLogin")).FailsWith(
            $"Cannot log in to {Host}: the registry answered 401 Unauthorized (authentication required), and there are no credentials for it. "
                + $"Set registries.lan.credentials, or run `docker login {Host}`."
        );

    private BuildHost Build(
        string? authority,
        string credentials = """, "credentials": { "environment": { "username": "LAN_USER", "password": "LAN_PASSWORD" } }"""
    )
    {
        var ca = authority is null ? "" : $", \"ca\": \"{authority}\"";
        repository
            .Settings(
                $$"""
                {
                  "images": { "web": { "context": "web" } },
                  "registries": { "lan": { "type": "registry", "host": "{{Host}}"{{ca}}{{credentials}} } }
                }
                """
            )
            .Dockerfile("web")
            .CommitAll();
        return new BuildHost(lab, repository)
            .With("SSL_CERT_FILE", "/dev/null")
            .With("LAN_USER", "AWS")
            .With("LAN_PASSWORD", "210987654321-auth-token");
    }
}
