using System.Text.Json;
using Xunit;

namespace Stevedore.Tests.Hosting;

/// <summary>Stevedore in the hosts of consumers, each a process of its own.</summary>
public sealed class HostingShips : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public HostingShips() => File.WriteAllText(folder.File("Dockerfile"), "FROM scratch\n");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("plain", "StevedoreContext")]
    [InlineData("context-before", "OwnContext")]
    [InlineData("context-after", "OwnContext")]
    [InlineData("context-made", "OwnContext")]
    public void LeavesAContextOfTheBuildsOwnAlone(string host, string context)
    {
        var run = ChildRun.Of(folder.Path, host, "--target=ShowContext");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains($"context: {context}", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("context-before")]
    public void PlansInAnyContextAndPrintsNothingButJson(string host)
    {
        Settings();

        var run = ChildRun.Of(folder.Path, host, "--target=ShipPlan", "--json");

        Assert.Equal(0, run.ExitCode);
        using var plan = JsonDocument.Parse(run.Output);
        Assert.Equal("linux/arm64", plan.RootElement.GetProperty("images").GetProperty("web").GetProperty("platforms")[0].GetString());
    }

    [Theory]
    [InlineData("plain", "ShipPlan")]
    [InlineData("context-before", "ShipPlan")]
    [InlineData("context-before", "ShowContext")]
    public void RefusesAMistypedArgumentInAnyContextAndForAnyTask(string host, string target)
    {
        Settings();

        var run = ChildRun.Of(folder.Path, host, $"--target={target}", "--imags=web");

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("context:", run.Output, StringComparison.Ordinal);
        Assert.Contains("Unknown argument --imags: no task declares it. Did you mean --images?", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ship", "RunTarget(Ship, ship, True)")]
    [InlineData("ShipBuild", "RunTarget(ShipBuild, build, False)")]
    [InlineData("CredentialsCheck", "RunTarget(CredentialsCheck, credentials check, False)")]
    public void DoesNothingHereOfWhatRunsOnCodeBuild(string target, string call)
    {
        var run = ChildRun.Of(folder.Path, "elsewhere", $"--target={target}", "--on=codebuild");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal([$"call: {call}"], run.Output.Split('\n').Where(line => line.StartsWith("call: ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("--on=mars", "Cannot run on 'mars': there is no such place. Write --on=codebuild, or leave it out to run here.")]
    [InlineData(
        "--upload",
        "Cannot upload the working tree: nothing says that the target runs elsewhere. Add --on=codebuild, or leave --upload out to run here."
    )]
    public void RefusesAPlaceThatThereIsNot(string argument, string expected)
    {
        var run = ChildRun.Of(folder.Path, "elsewhere", "--target=Ship", argument);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("call: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void SaysAllThatIsWrongInTheSettingsAndWritesNothing()
    {
        File.WriteAllText(
            folder.File("stevedore.json"),
            """
            {
              "platfroms": ["linux/amd64"],
              "images": { "web": { "context": 3, "cashe": "none" } }
            }
            """
        );

        var run = ChildRun.Of(folder.Path, "plain", "--target=Ship");

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith(
            """
            Error: Cannot use stevedore.json: it has 3 faults. Correct them:
              line 2: platfroms: unknown key; did you mean 'platforms'?
              line 3: images.web.context: must be text, not a number; put it in quotes
              line 3: images.web.cashe: unknown key; did you mean 'cache'?
            """,
            run.Errors.TrimEnd(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            [folder.File("Dockerfile"), folder.File("stevedore.json")],
            Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("--commit=", "Cannot read --commit: it has no value. Write --commit=<value>.")]
    [InlineData("--Images= ", "Cannot read --images: it has no value. Write --images=<value>.")]
    [InlineData("--json=", "Cannot read --json: it has no value. Write --json, or --json=false.")]
    public void RefusesAnArgumentWithoutItsValueAsAnyOtherMistake(string argument, string message)
    {
        Settings();

        var run = ChildRun.Of(folder.Path, "plain", "--target=ShipPlan", argument);

        Assert.Equal((1, $"Error: {message}"), (run.ExitCode, run.Errors.Trim()));
    }

    [Fact]
    public void EndsQuietlyWhenItIsCancelledWhileARegistryIsSilent()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        Settings(silent.LocalEndpoint.ToString()!);
        using var run = ChildRun.Begin(folder.Path, "slow", "--target=ShipLogin");
        using var connection = silent.AcceptTcpClient();

        run.Signal("INT");

        Assert.Equal((130, ""), run.EndWithErrors());
    }

    [Fact]
    public void EndsQuietlyWhenARehearsalIsCancelledAlongWithItsCommand()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        Settings();
        // What a terminal does with Ctrl-C, the command being the first to end.
        File.WriteAllText(
            folder.File("lab.sh"),
            """
            if [ $1 = up ]; then
              printf '%s\n' DOCKER_HOST=unix:///lab.sock DOCKER_CONFIG=/lab AWS_ENDPOINT_URL=http://127.0.0.1:1 STEVEDORE_LAB_REGISTRY=127.0.0.1:1
              exit
            fi
            (sleep 0.2; kill -INT $PPID) & exit 130

            """
        );

        var run = ChildRun.Of(folder.Path, "plain", "--target=Rehearse", "--lab=lab.sh");

        Assert.Equal((130, ""), (run.ExitCode, run.Errors));
    }

    [Fact]
    public void WritesNoEscapeCodesIntoPipes()
    {
        Settings();

        var coloured = new Dictionary<string, string>(StringComparer.Ordinal) { ["NO_COLOR"] = "", ["TERM"] = "xterm-256color" };
        using var run = ChildRun.Begin(folder.Path, coloured, "plain", "--target=ShipPlan", "--commit=zzz");

        var (exitCode, errors) = run.EndWithErrors();

        Assert.Equal(1, exitCode);
        Assert.StartsWith("An error occurred when executing task 'ShipPlan'.", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("\e", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void AddsItsArgumentsToTheHelpOfTheHost()
    {
        var run = ChildRun.Of(folder.Path, "plain", "--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("-t, --target", run.Output, StringComparison.Ordinal);
        Assert.Contains("    --images=<name,name,…> ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void PlansWhatCSharpSays()
    {
        var run = ChildRun.Of(folder.Path, "settings", "--target=ShipPlan", "--json", Commit);

        Assert.Equal(0, run.ExitCode);
        using var plan = JsonDocument.Parse(run.Output);
        Assert.Equal("linux/s390x", plan.RootElement.GetProperty("images").GetProperty("code").GetProperty("platforms")[0].GetString());
    }

    [Fact]
    public void PrefersTheFileToWhatCSharpSays()
    {
        Settings();

        var run = ChildRun.Of(folder.Path, "settings", "--target=ShipPlan", "--json", "--images=web");

        using var plan = JsonDocument.Parse(run.Output);
        Assert.Equal("linux/arm64", plan.RootElement.GetProperty("images").GetProperty("web").GetProperty("platforms")[0].GetString());
    }

    [Fact]
    public void ShowsThePlanToPeople()
    {
        Settings();

        var run = ChildRun.Of(folder.Path, "plain", "--target=ShipPlan");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("  push       127.0.0.1:5000/web:fixed", run.Output, StringComparison.Ordinal);
        Assert.Contains("  lan  registry  127.0.0.1:5000      (stevedore.json:4)", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n  platforms +stevedore\.json:2\n", run.Output);
    }

    private const string Commit = "--commit=3f2a91c04d5e6f708192a3b4c5d6e7f80912a3b4";

    private void Settings(string host = "127.0.0.1:5000") =>
        File.WriteAllText(
            folder.File("stevedore.json"),
            $$"""
            {
              "platforms": ["linux/arm64"],
              "images": { "web": {} },
              "registries": { "lan": { "type": "registry", "host": "{{host}}" } },
              "tags": ["fixed"]
            }
            """
        );
}
