using Stevedore.LabTests.Shipping;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Registries;

public sealed class CheckingCredentials(LabFixture lab) : IDisposable
{
    private readonly SampleRepository repository = new();

    private string Hub => $"docker.io/acme/{repository.Name}-web";

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task ProvesLoginPullAndPush()
    {
        var checks = (await Check("acme", "hubtoken")).Succeeds();

        Assert.Contains(Row("hub", Hub, "the variables HUB_USER and HUB_PASSWORD", "yes", "yes", "yes"), Rows(checks));
        Assert.Contains(
            Row("public", $"public.ecr.aws/acme/{repository.Name}/web", "an ECR Public authorization token", "yes", "yes", "yes"),
            Rows(checks)
        );
        Assert.Contains(
            Row("lan", $"{lab.Variables["STEVEDORE_LAB_REGISTRY"]}/{repository.Name}/web", "none", "yes", "yes", "yes"),
            Rows(checks)
        );
    }

    [Fact]
    public async Task FindsATokenThatLogsInAndMayNotPush()
    {
        var checks = await Check("acme-readonly", "hubreadonly");

        Assert.Contains(Row("hub", Hub, "the variables HUB_USER and HUB_PASSWORD", "yes", "yes", "NO"), Rows(checks));
        Assert.Contains(
            $"\nCannot push to {Hub}: the credentials are accepted, and have no right to it (insufficient_scope). "
                + "Give the user write access to the repository, or use an access token that may write: this one may be read-only.\n",
            checks.StandardOutput,
            StringComparison.Ordinal
        );
        checks.FailsWith("The credentials are not all right: 1 of 5 checks failed. Each reason stands below the table.");
    }

    [Fact]
    public async Task FindsAWrongPassword()
    {
        var checks = await Check("acme", "wr0ng-secret");

        Assert.Contains(Row("hub", Hub, "none", "NO", "-", "-"), Rows(checks));
        Assert.Contains(
            "\nCannot log in to docker.io: its token service https://auth.docker.io/token does not accept the user 'acme' from the variables HUB_USER and HUB_PASSWORD: "
                + "it answered 401 Unauthorized (incorrect username or password). Correct the two variables. The registry has auth.docker.io check them.\n",
            checks.StandardOutput,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("wr0ng-secret", checks.StandardOutput + checks.StandardError, StringComparison.Ordinal);
    }

    private static string Row(params string[] cells) => string.Join(" | ", cells);

    private static string[] Rows(HostResult result) =>
        [
            .. result
                .StandardOutput.Split('\n')
                .Select(line =>
                    string.Join(" | ", line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                ),
        ];

    private Task<HostResult> Check(string user, string password)
    {
        repository
            .Settings(
                EveryRegistry.Settings(repository, lab, """{ "environment": { "username": "HUB_USER", "password": "HUB_PASSWORD" } }""")
            )
            .Dockerfile("web")
            .CommitAll();
        return new BuildHost(lab, repository).With("HUB_USER", user).With("HUB_PASSWORD", password).Run("--target=CredentialsCheck");
    }
}
