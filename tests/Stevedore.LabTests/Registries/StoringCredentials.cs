using Stevedore.LabTests.Shipping;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Registries;

public sealed class StoringCredentials(LabFixture lab) : IDisposable
{
    private readonly SampleRepository repository = new();
    private readonly string name = $"t{Guid.NewGuid():N}"[..12];

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task MakesASecretThatOtherProgramsRead()
    {
        var stored = await Store($$"""{ "secretsManager": "{{name}}" }""", "acme\nhubtoken\n");

        Assert.Contains(
            $"Created the secret '{name}' in eu-central-1 (keys DOCKER_USERNAME and DOCKER_TOKEN); it reads back as written.",
            stored.StandardOutput,
            StringComparison.Ordinal
        );
        Assert.Equal("""{"DOCKER_USERNAME":"acme","DOCKER_TOKEN":"hubtoken"}""", await LabSecret.Read(lab, name));
        Assert.DoesNotContain("hubtoken", stored.StandardOutput + stored.StandardError, StringComparison.Ordinal);
        (await new BuildHost(lab, repository).Run("--target=ShipLogin")).Succeeds();
    }

    [Fact]
    public async Task KeepsTheOtherKeysOfASecret()
    {
        var secret = await LabSecret.Create(lab, """{"other":"kept","DOCKER_TOKEN":"old"}""");

        var stored = await Store($$"""{ "secretsManager": "{{secret}}" }""", """{"username":"acme","password":"hub+tök/en"}""");

        Assert.Contains($"Updated the secret '{secret}' in eu-central-1", stored.StandardOutput, StringComparison.Ordinal);
        Assert.Equal("""{"other":"kept","DOCKER_TOKEN":"hub+tök/en","DOCKER_USERNAME":"acme"}""", await LabSecret.Read(lab, secret));
    }

    [Fact]
    public async Task StoresThePasswordAloneOfANamedUserInAnotherRegion()
    {
        await Store($$"""{ "secretsManager": "{{name}}", "username": "acme", "region": "eu-west-1" }""", "hubtoken\n");

        Assert.Equal(
            "hubtoken",
            await lab.Aws(
                "secretsmanager",
                "get-secret-value",
                "--secret-id",
                name,
                "--region",
                "eu-west-1",
                "--query",
                "SecretString",
                "--output",
                "text"
            )
        );
    }

    [Fact]
    public async Task MakesEncryptedParametersAndUpdatesThem()
    {
        var parameters = $$"""{ "parameterStore": { "username": "/{{name}}/user", "password": "/{{name}}/token" } }""";

        await Store(parameters, "acme\nold\n");
        var updated = await Store(parameters, "acme\nhubtoken\n");

        Assert.Contains(
            $"Updated the parameter '/{name}/user' in eu-central-1. Updated the parameter '/{name}/token' in eu-central-1. They read back as written.",
            updated.StandardOutput,
            StringComparison.Ordinal
        );
        Assert.Equal(
            $"/{name}/token\tSecureString\thubtoken\n/{name}/user\tSecureString\tacme",
            await lab.Aws(
                "ssm",
                "get-parameters",
                "--names",
                $"/{name}/token",
                $"/{name}/user",
                "--with-decryption",
                "--query",
                "sort_by(Parameters, &Name)[].[Name,Type,Value]",
                "--output",
                "text"
            )
        );
    }

    [Fact]
    public async Task RefusesWhatHasNoPlace()
    {
        (await Run("\"docker-config\"", "acme\nhubtoken\n")).FailsWith(
            "Cannot store credentials for registries.hub: its credentials come from docker's own config, where `docker login` puts them. "
                + """Set registries.hub.credentials to { "secretsManager": "dockerhub-credentials" }, or to { "parameterStore": { "username": "/dockerhub/user", "password": "/dockerhub/token" } }."""
        );
    }

    private async Task<HostResult> Store(string credentials, string input) => (await Run(credentials, input)).Succeeds();

    private async Task<HostResult> Run(string credentials, string input)
    {
        var typed = Path.Combine(repository.Workspace, "typed");
        await File.WriteAllTextAsync(typed, input, TestContext.Current.CancellationToken);
        repository
            .Settings(
                $$"""
                {
                  "images": { "web": { "context": "web" } },
                  "registries": { "hub": { "type": "docker-hub", "namespace": "acme", "credentials": {{credentials}} } }
                }
                """
            )
            .Dockerfile("web");
        Commit(repository);
        return await (new BuildHost(lab, repository) with { Prefix = ["sh", "-c", $"exec \"$@\" <'{typed}'", "sh"] }).Run(
            "--target=CredentialsStore"
        );
    }

    private static void Commit(SampleRepository repository)
    {
        repository.Git("add", "--all");
        repository.Git("commit", "--quiet", "--allow-empty", "--message", "Change");
    }
}
