using System.Text.Json;
using Stevedore.Tests.Shipping;
using Xunit;

namespace Stevedore.Tests.Doctor;

/// <summary>The target as a process of its own: what it says of a repository, a machine and a registry that something is wrong with.</summary>
public sealed class ExaminingBrokenSetups : IDisposable
{
    private readonly ShipCase ship = new();

    public void Dispose() => ship.Dispose();

    [Fact]
    public async Task FindsNoFaultWhereNoneIs()
    {
        var run = await ship.Run("--target=Doctor");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.DoesNotContain("FAULT", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nok", run.Output, StringComparison.Ordinal);
        Assert.Contains("  builder        'default': it is docker's current builder", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangesNothing()
    {
        await ship.Run("--target=Doctor");

        Assert.Empty(ship.Names());
        Assert.Empty(ship.Repository.Read()!.DirtyFiles);
        Assert.Empty(Directory.GetDirectories(ship.Temporary, "stevedore-*"));
    }

    [Fact]
    public async Task IsJson()
    {
        ship.Repository.Write("Dockerfile", "FROM scratch\nLABEL a=b\n");

        var run = await ship.Run("--target=Doctor", "--json");

        using var findings = JsonDocument.Parse(run.Output);
        Assert.Contains(
            findings.RootElement.EnumerateArray(),
            finding => finding.GetProperty("subject").GetString() == "builder" && finding.GetProperty("level").GetString() == "fine"
        );
    }

    [Fact]
    public async Task NamesEveryFaultOfTheSettings()
    {
        ship.Settings("""{ "imags": {}, "platforms": ["linux/x"] }""");

        await Finds("settings", "Cannot use stevedore.json: it has", "line 1: imags: unknown key; did you mean 'images'?");
    }

    [Fact]
    public async Task MissesADockerfile()
    {
        File.Delete(Path.Combine(ship.Repository.Folder, "Dockerfile"));

        await Finds("plan", "there is no such file in .", "Correct the paths; they are relative to the repository.");
    }

    [Fact]
    public async Task MissesACommit()
    {
        Directory.Delete(Path.Combine(ship.Repository.Folder, ".git"), recursive: true);

        await Finds("plan", "", "--commit=<sha>");
    }

    [Fact]
    public async Task SeesThatTheRefMayNotPush()
    {
        ship.Settings(
            """{ "images": { "web": {} }, "push": ["tag:*"], "registries": { "lan": { "type": "registry", "host": "HOST" } } }"""
        );
        ship.Repository.Commit();

        await Finds("plan", "Cannot push: ", "push");
    }

    [Fact]
    public async Task MissesAnEngine()
    {
        WriteBeside(
            "builders",
            """{"Name":"default","Current":true,"Nodes":[],"Err":"Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"}"""
        );

        await Finds("builder", "the Docker engine does not answer", "Start Docker (`sudo systemctl start docker`");
    }

    [Fact]
    public async Task MissesAPlatform()
    {
        ship.Settings(
            """{ "platforms": ["linux/mips64le"], "images": { "web": {} }, "registries": { "lan": { "type": "registry", "host": "HOST" } } }"""
        );

        await Finds(
            "builder",
            "Cannot build linux/mips64le with the builder 'default'",
            "Add emulation with `docker run --privileged --rm tonistiigi/binfmt --install mips64le`"
        );
    }

    [Fact]
    public async Task MissesACredentialStore()
    {
        WriteBeside("home/.docker/config.json", """{ "credsStore": "nowhere" }""");

        var run = await ship.Run("--target=Doctor");

        Assert.Contains("warning  docker config  ", run.Output, StringComparison.Ordinal);
        Assert.Contains("docker-credential-nowhere is not on the PATH", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task CannotReadDockersConfig()
    {
        WriteBeside("home/.docker/config.json", "no JSON");

        await Finds("docker config", "config.json", "");
    }

    [Fact]
    public async Task IsRefusedByARegistry()
    {
        (ship.Registry.Challenge, ship.Registry.Authorization) = ("Basic realm=\"lan\"", "Basic other");

        await Finds("registry lan", "", "");
    }

    [Fact]
    public async Task MissesASecretOfABuild()
    {
        ship.Settings(
            """{ "images": { "web": { "secrets": { "npm": "env:NPM_TOKEN_OF_NOBODY" } } }, "registries": { "lan": { "type": "registry", "host": "HOST" } } }"""
        );

        await Finds("secrets", "which is not set", "Set NPM_TOKEN_OF_NOBODY");
    }

    [Fact]
    public async Task CannotUseTheOutputFolder()
    {
        ship.Repository.Write("artifacts/release.json", "{}\n").Commit();

        await Finds("outputs", "artifacts", "");
    }

    [Fact]
    public async Task SeesAnSdkThatCannotRestoreTheTool()
    {
        ship.Repository.Write(".config/dotnet-tools.json", "{}\n").Write("global.json", """{ "sdk": { "version": "8.0.400" } }""").Commit();

        await Finds("sdk", "global.json pins the .NET SDK 8.0.400, and the tool needs 10", "Move the tool manifest to build/");
    }

    private void WriteBeside(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(ship.Beside(file))!);
        File.WriteAllText(ship.Beside(file), text);
    }

    private async Task Finds(string subject, string says, string fix)
    {
        var run = await ship.Run("--target=Doctor");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            run.Output.Split('\n'),
            line =>
                line.StartsWith("FAULT", StringComparison.Ordinal)
                && line["FAULT".Length..].TrimStart().StartsWith($"{subject}  ", StringComparison.Ordinal)
                && line.Contains(says, StringComparison.Ordinal)
        );
        Assert.Contains($"\n{subject}: ", run.Output, StringComparison.Ordinal);
        Assert.Contains(fix, run.Output, StringComparison.Ordinal);
        Assert.Contains("Cannot ship from here: there are faults: ", run.Errors, StringComparison.Ordinal);
    }
}
