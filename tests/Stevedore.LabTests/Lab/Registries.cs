using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Lab;

public sealed class Registries(LabFixture lab) : IDisposable
{
    private const string Busybox = "public.ecr.aws/docker/library/busybox:1.37";

    private readonly string _config = Directory.CreateTempSubdirectory("docker-config-").FullName;

    public static TheoryData<string, string, string> Logins =>
        new()
        {
            { "123456789012.dkr.ecr.eu-central-1.amazonaws.com", "AWS", "123456789012-auth-token" },
            { "123456789012.dkr.ecr.us-east-1.amazonaws.com", "AWS", "123456789012-auth-token" },
            { "210987654321.dkr.ecr.eu-central-1.amazonaws.com", "AWS", "210987654321-auth-token" },
            { "210987654321.dkr.ecr.us-east-1.amazonaws.com", "AWS", "210987654321-auth-token" },
            { "public.ecr.aws", "AWS", "ecr-public-auth-token" },
            { "docker.io", "acme", "hubtoken" },
            { "docker.io", "acme-readonly", "hubreadonly" },
        };

    public void Dispose() => Directory.Delete(_config, recursive: true);

    [Theory]
    [MemberData(nameof(Logins))]
    public async Task TakeTheRightPassword(string host, string user, string password)
    {
        var login = await Login(host, user, password);

        Assert.True(login.ExitCode == 0, login.StandardError);
    }

    [Theory]
    [MemberData(nameof(Logins))]
    public async Task RefuseAWrongPassword(string host, string user, string password)
    {
        var login = await Login(host, user, password + "x");

        Assert.Equal(1, login.ExitCode);
        Assert.Contains("unauthorized", login.StandardError, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("https://123456789012.dkr.ecr.eu-central-1.amazonaws.com/v2/", "AWS:123456789012-auth-token", "200")]
    [InlineData("https://123456789012.dkr.ecr.eu-central-1.amazonaws.com/v2/", "AWS:210987654321-auth-token", "401")]
    [InlineData("https://auth.docker.io/token?service=registry.docker.io", "acme:hubtoken", "200")]
    [InlineData("https://auth.docker.io/token?service=registry.docker.io", "acme:wrong", "401")]
    [InlineData("https://public.ecr.aws:444/token/?service=public.ecr.aws", "AWS:ecr-public-auth-token", "200")]
    [InlineData("https://public.ecr.aws:444/token/?service=public.ecr.aws", "AWS:wrong", "401")]
    public async Task AnswerClientsOfTheMachine(string url, string login, string status)
    {
        var curl = await lab.Exec("curl", "--silent", "--output", "/dev/null", "--write-out", "%{http_code}", "--user", login, url);

        Assert.Equal(status, curl.StandardOutput);
    }

    [Theory]
    [InlineData("https://123456789012.dkr.ecr.eu-central-1.amazonaws.com/v2/", "Basic realm=\"lab\"")]
    [InlineData("https://public.ecr.aws/v2/", "Bearer realm=\"https://public.ecr.aws:444/token/\",service=\"public.ecr.aws\"")]
    [InlineData("https://index.docker.io/v2/", "Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\"")]
    public async Task ChallengeAsTheTrueOnesDo(string url, string challenge)
    {
        var curl = await lab.Exec("curl", "--silent", "--include", url);

        Assert.StartsWith("HTTP/2 401", curl.StandardOutput);
        Assert.Contains($"www-authenticate: {challenge}", curl.StandardOutput);
    }

    [Theory]
    [InlineData(Busybox)]
    [InlineData("busybox:1.37")]
    public async Task LetAnyonePullPublicImages(string image)
    {
        var pull = await Docker("pull", "--quiet", image);

        Assert.True(pull.ExitCode == 0, pull.StandardError);
    }

    [Theory]
    [InlineData("linux/amd64", "x86_64")]
    [InlineData("linux/arm64", "aarch64")]
    public async Task HoldBaseImagesThatRunOnEachPlatform(string platform, string machine)
    {
        var run = await Docker("run", "--rm", "--pull", "always", "--quiet", "--platform", platform, Busybox, "uname", "-m");

        Assert.Equal($"{machine}\n", run.StandardOutput);
    }

    [Theory]
    [InlineData("public.ecr.aws/acme/anonymous:1")]
    [InlineData("acme/anonymous:1")]
    [InlineData("123456789012.dkr.ecr.eu-central-1.amazonaws.com/anonymous:1")]
    public async Task RefuseAnAnonymousPush(string image)
    {
        var push = await Push(image);

        Assert.Equal(1, push.ExitCode);
        Assert.Matches("authorization failed|no basic auth credentials", push.StandardError);
    }

    [Theory]
    [InlineData("acme-readonly", "hubreadonly", "acme/web:1", "authorization failed")]
    [InlineData("acme", "hubtoken", "other/web:1", "authorization failed")]
    [InlineData("acme", "hubtoken", "acme/web:1", "")]
    public async Task LetUsersOfDockerHubPushToTheirNamespace(string user, string password, string image, string error)
    {
        await Login("docker.io", user, password);

        var push = await Push(image);

        Assert.Equal(error.Length == 0 ? 0 : 1, push.ExitCode);
        Assert.Contains(error, push.StandardError);
    }

    [Fact]
    public async Task LogWhatIsUploaded()
    {
        var registry = lab.Variables["STEVEDORE_LAB_REGISTRY"];
        var repository = $"logged-{Guid.NewGuid():N}";

        var push = await Push($"{registry}/{repository}:1");

        Assert.True(push.ExitCode == 0, push.StandardError);
        var log = await File.ReadAllTextAsync(
            Path.Combine(lab.Variables["STEVEDORE_LAB"], "logs", "lan.access.log"),
            TestContext.Current.CancellationToken
        );
        Assert.Contains($"\"PUT /v2/{repository}/manifests/1 HTTP/1.1\" 201", log);
        Assert.Contains($"\"POST /v2/{repository}/blobs/uploads/", log);
    }

    private async Task<CommandResult> Push(string image)
    {
        // New each time, because an image that the registry has needs no right to push; and without provenance a single manifest,
        // of which the engine holds all, whatever else was pulled.
        var build = await lab.Run(
            ["bash", lab.Script, "exec", "docker", "buildx", "build", "--provenance=false", "--tag", image, "-"],
            standardInput: $"FROM {Busybox}\nLABEL image={Guid.NewGuid()}\n"
        );
        Assert.True(build.ExitCode == 0, build.StandardError);
        return await Docker("push", "--quiet", image);
    }

    private Task<CommandResult> Docker(params string[] arguments) => lab.Exec(["docker", "--config", _config, .. arguments]);

    private Task<CommandResult> Login(string host, string user, string password) =>
        lab.Run(
            ["bash", lab.Script, "exec", "docker", "--config", _config, "login", "--username", user, "--password-stdin", host],
            standardInput: password
        );
}
