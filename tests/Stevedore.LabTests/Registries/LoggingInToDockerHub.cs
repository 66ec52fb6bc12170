using Stevedore.Credentials;
using Stevedore.LabTests.Shipping;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Registries;

/// <summary>Where the credentials come from, and what is said when they do not.</summary>
public sealed class LoggingInToDockerHub(LabFixture lab) : IDisposable
{
    private readonly SampleRepository repository = new();
    private ImmutableDictionary<string, string?> variables = ImmutableDictionary<string, string?>.Empty;

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task ByASecretOfAnotherStageRegionAndRole()
    {
        var other = $"t{Guid.NewGuid():N}"[..12];
        string[] elsewhere = ["--region", "eu-west-1"];
        await lab.Aws([
            "secretsmanager",
            "create-secret",
            "--name",
            other,
            "--secret-string",
            """{"u":"acme","p":"hubtoken"}""",
            .. elsewhere,
        ]);
        await lab.Aws([
            "secretsmanager",
            "put-secret-value",
            "--secret-id",
            other,
            "--secret-string",
            """{"u":"acme","p":"next"}""",
            .. elsewhere,
        ]);

        await Succeeds(
            $$"""{ "secretsManager": "{{other}}", "usernameKey": "u", "passwordKey": "p", "versionStage": "AWSPREVIOUS", "region": "eu-west-1" }""",
            $"the secret '{other}' in eu-west-1 (stage AWSPREVIOUS)"
        );
    }

    [Fact]
    public async Task ByAnArnThatNamesItsRegion()
    {
        var other = $"t{Guid.NewGuid():N}"[..12];
        var arn = await lab.Aws(
            "secretsmanager",
            "create-secret",
            "--name",
            other,
            "--secret-string",
            "hubtoken",
            "--region",
            "us-east-1",
            "--query",
            "ARN",
            "--output",
            "text"
        );

        await Succeeds($$"""{ "secretsManager": "{{arn}}", "username": "acme" }""", $"the secret '{arn}' in us-east-1");
    }

    [Fact]
    public async Task ByParameters()
    {
        var path = $"/t{Guid.NewGuid():N}"[..12];
        await lab.Aws("ssm", "put-parameter", "--name", $"{path}/user", "--type", "String", "--value", "acme");
        await lab.Aws("ssm", "put-parameter", "--name", $"{path}/token", "--type", "SecureString", "--value", "hubtoken");

        await Succeeds(
            $$"""{ "parameterStore": { "username": "{{path}}/user", "password": "{{path}}/token" } }""",
            $"the parameters '{path}/user' and '{path}/token' in eu-central-1"
        );
        await Fails(
            $$"""{ "parameterStore": { "username": "{{path}}/user", "password": "{{path}}/tokn" } }""",
            $"Cannot read the parameter '{path}/tokn' in eu-central-1: Parameter Store has no such parameter there. "
                + "Correct the name or the region (credentials.parameterStore.region), or make it with the target CredentialsStore."
        );
    }

    [Fact]
    public async Task ByVariablesThatEveryoneSets()
    {
        variables = variables.Add("DOCKER_USERNAME", "acme").Add("DOCKER_TOKEN", "hubtoken");

        await Succeeds(null, "the variables DOCKER_USERNAME and DOCKER_TOKEN");
    }

    [Fact]
    public async Task ByAHelperThatIsLeftToDocker()
    {
        DockerConfig("""{ "credHelpers": { "https://index.docker.io/v1/": "sample" } }""");
        Helper("""echo '{"Username":"acme","Secret":"hubtoken"}'""");

        await Succeeds("\"docker-config\"", "docker-credential-sample");
        Assert.Equal(
            ["get https://index.docker.io/v1/"],
            await File.ReadAllLinesAsync(Path.Combine(repository.Workspace, "asked"), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task NotByAHelperThatFailsOrIsMissing()
    {
        const string fix =
            """take credHelpers["https://index.docker.io/v1/"] out of docker's config, or say in the registry's `credentials` where they are.""";
        DockerConfig("""{ "credHelpers": { "https://index.docker.io/v1/": "sample" } }""");

        await Fails(
            "\"docker-config\"",
            "Cannot get the credentials of https://index.docker.io/v1/ from docker's config: docker's config names the credential helper 'sample' in "
                + $"""credHelpers["https://index.docker.io/v1/"], and docker-credential-sample is not on the PATH. Install it, {fix}"""
        );
        Helper("echo 'the store is locked' >&2; exit 3");
        await Fails(
            "\"docker-config\"",
            "Cannot get the credentials of https://index.docker.io/v1/ from docker's config: docker-credential-sample ended with exit code 3: the store is locked. "
                + $"See what `echo https://index.docker.io/v1/ | docker-credential-sample get` lacks, {fix}"
        );
    }

    [Fact]
    public async Task NotByASecretThatIsDeleted()
    {
        var secret = await LabSecret.Create(lab, "x");
        await lab.Aws("secretsmanager", "delete-secret", "--secret-id", secret);
        await Fails(
            $$"""{ "secretsManager": "{{secret}}" }""",
            $"Cannot read the secret '{secret}' in eu-central-1: it is scheduled for deletion. "
                + $"Bring it back with `aws secretsmanager restore-secret --secret-id {secret} --region eu-central-1`, or name another."
        );
    }

    [Fact]
    public async Task WithoutAnyForPullsOnly()
    {
        var result = (await Host(null, push: false).Run("--target=ShipLogin")).Succeeds();

        Assert.Contains("docker.io is used without a login.", result.StandardOutput, StringComparison.Ordinal);
    }

    private async Task Succeeds(string? credentials, string source)
    {
        var result = (await Host(credentials).Run("--target=ShipLogin", "--verbosity=diagnostic")).Succeeds();

        Assert.Contains($"Logged in to docker.io with {source}.", result.StandardOutput, StringComparison.Ordinal);
        Assert.DoesNotContain("hubtoken", result.StandardOutput + result.StandardError, StringComparison.Ordinal);
    }

    private async Task Fails(string credentials, string message)
    {
        var result = await Host(credentials).Run("--target=ShipLogin");

        result.FailsWith(message);
        Assert.DoesNotContain("hubtoken", result.StandardOutput + result.StandardError, StringComparison.Ordinal);
    }

    private BuildHost Host(string? credentials, bool push = true)
    {
        var further = credentials is null ? "" : $", \"credentials\": {credentials}";
        repository
            .Settings(
                $$"""
                {
                  "images": { "web": { "context": "web" } },
                  "registries": { "hub": { "type": "docker-hub", "namespace": "acme", "push": {{(push ? "true" : "false")}}{{further}} } }
                }
                """
            )
            .Dockerfile("web");
        repository.Git("add", "--all");
        repository.Git("commit", "--quiet", "--allow-empty", "--message", "Change");
        return new BuildHost(lab, repository) with { Variables = variables };
    }

    private void DockerConfig(string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(repository.Home, ".docker")).FullName;
        File.WriteAllText(Path.Combine(folder, "config.json"), text);
        variables = variables.SetItem("DOCKER_CONFIG", null);
    }

    private void Helper(string answer)
    {
        var folder = Directory.CreateDirectory(Path.Combine(repository.Workspace, "bin")).FullName;
        var helper = Path.Combine(folder, "docker-credential-sample");
        File.WriteAllText(helper, $"#!/bin/sh\nread -r host\necho \"$1 $host\" >>'{repository.Workspace}/asked'\n{answer}\n");
        File.SetUnixFileMode(helper, (UnixFileMode)0b111_101_101);
        variables = variables.SetItem("PATH", $"{folder}:{lab.Variables["PATH"]}");
    }
}
