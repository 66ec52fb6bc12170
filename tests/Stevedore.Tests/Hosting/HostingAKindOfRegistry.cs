using System.Text.Json;
using Stevedore.Tests.Registries;
using Xunit;

namespace Stevedore.Tests.Hosting;

/// <summary>A kind of registry that the build brings itself, in a process of its own.</summary>
public sealed class HostingAKindOfRegistry : IDisposable
{
    private const string Commit = "--commit=3f2a91c04d5e6f708192a3b4c5d6e7f80912a3b4";
    private readonly TemporaryFolder folder = new();
    private readonly StubRegistry registry = new();

    public HostingAKindOfRegistry() => File.WriteAllText(folder.File("Dockerfile"), "FROM scratch\n");

    public void Dispose()
    {
        registry.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void PlansForIt()
    {
        Settings(""" "organization": "shop" """);

        var run = ChildRun.Of(folder.Path, "kind", "--target=ShipPlan", "--json", Commit);

        Assert.Equal(0, run.ExitCode);
        using var plan = JsonDocument.Parse(run.Output);
        var web = plan.RootElement.GetProperty("images").GetProperty("web");
        Assert.Equal(
            """["quay.io/shop/api-web:fixed"]""",
            JsonSerializer.Serialize(web.GetProperty("registries").GetProperty("quay").GetProperty("references"))
        );
    }

    [Fact]
    public void SaysWhatIsWrongWithItsSettings()
    {
        Settings(""" "organisation": "shop" """);

        var run = ChildRun.Of(folder.Path, "kind", "--target=ShipPlan");

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith(
            """
            Error: Cannot use stevedore.json: it has 2 faults. Correct them:
              line 3: registries.quay.organisation: unknown key; did you mean 'organization'?
              line 3: registries.quay.organization: missing; name the organization
            """,
            run.Errors.TrimEnd(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("right", 0, "Logged in to HOST", "")]
    [InlineData("wrong", 1, "", "Correct the two variables.")]
    public async Task LogsInToIt(string token, int exitCode, string output, string errors)
    {
        (registry.Challenge, registry.Authorization) = ("Basic realm=\"quay\"", $"Basic {Convert.ToBase64String("shop+robot:right"u8)}");
        Settings(
            $$""" "organization": "shop", "host": "{{registry.Host}}", "credentials": { "environment": { "username": "U", "password": "P" } } """
        );

        Dictionary<string, string> variables = new() { ["U"] = "robot", ["P"] = token };
        using var child = ChildRun.Begin(folder.Path, variables, "kind", "--target=ShipLogin", Commit);
        var run = await child.EndWithAll();

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(output.Replace("HOST", registry.Host, StringComparison.Ordinal), run.Output, StringComparison.Ordinal);
        Assert.Contains(errors, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void RehearsesItWithTheLabsRegistry()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The lab is a script of bash.");
        Settings(""" "organization": "shop", "credentials": { "secretsManager": "robot" } """);
        // Without an engine there is no more than a login, and of the command only the program is Stevedore's to repeat.
        File.WriteAllText(
            folder.File("lab.sh"),
            $$"""
            if [ $1 = up ]; then
              printf '%s\n' DOCKER_HOST=unix:///lab.sock DOCKER_CONFIG=/lab AWS_ENDPOINT_URL=http://127.0.0.1:1 STEVEDORE_LAB_REGISTRY={{registry.Host}}
              exit
            fi
            exec "$2" "$3" kind --target=ShipLogin "${@:5}"

            """
        );

        var run = ChildRun.Of(folder.Path, "kind", "--target=Rehearse", "--lab=lab.sh", Commit);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains($"registries.quay.host is {registry.Host}, not quay.io.", run.Output, StringComparison.Ordinal);
        Assert.Contains("registries.quay.organization is acme, not shop.", run.Output, StringComparison.Ordinal);
        Assert.Contains("registries.quay.credentials is docker-config, not the secret robot.", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{registry.Host} is used without a login.", run.Output, StringComparison.Ordinal);
        Assert.Equal(["GET /v2/"], registry.Requests);
    }

    private void Settings(string quay) =>
        File.WriteAllText(
            folder.File("stevedore.json"),
            $$"""
            {
              "images": { "web": { "repository": "api/web" } },
              "registries": { "quay": { {{quay}} } },
              "tags": ["fixed"]
            }
            """
        );
}
