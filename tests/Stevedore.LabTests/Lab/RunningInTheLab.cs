using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Lab;

public sealed class RunningInTheLab(LabFixture lab) : IDisposable
{
    private const string EcrHost = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

    private readonly string _folder = Directory.CreateTempSubdirectory("stevedore-lab-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task PassesArgumentsUnchanged()
    {
        string[] arguments = ["two words", "it's \"quoted\"", "*", "", "$HOME", "-x", "back\\slash", "line\nbreak"];

        var result = await lab.Exec(["printf", "%s\\0", .. arguments]);

        Assert.Equal(arguments, result.StandardOutput.Split('\0')[..^1]);
    }

    [Fact]
    public async Task PassesTheExitCode() => Assert.Equal(42, (await lab.Exec("sh", "-c", "exit 42")).ExitCode);

    [Fact]
    public async Task PassesStandardInput()
    {
        var result = await lab.Run(["bash", lab.Script, "exec", "cat"], standardInput: "from outside");

        Assert.Equal("from outside", result.StandardOutput);
    }

    [Fact]
    public async Task StaysTheSameProcessSoSignalsReachIt()
    {
        const string script = """
            bash "$1" exec sh -c 'trap "echo ended; exit 9" TERM; echo $$; while :; do sleep 0.05; done' &
            echo $!; sleep 1; kill $!; wait $!
            """;

        var result = await lab.Run(["bash", "-c", script, "bash", lab.Script]);

        var lines = result.StandardOutput.Split('\n');
        Assert.Equal(lines[0], lines[1]);
        Assert.Equal("ended", lines[2]);
        Assert.Equal(9, result.ExitCode);
    }

    [Fact]
    public async Task NestsInItself()
    {
        var result = await lab.Exec("bash", lab.Script, "exec", "getent", "hosts", EcrHost);

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("127.77.", result.StandardOutput);
    }

    [Fact]
    public async Task ResolvesNamesThatStayUnchangedOnTheMachine()
    {
        var before = await File.ReadAllTextAsync("/etc/hosts", TestContext.Current.CancellationToken);

        var inside = lab.Exec(
            "sh",
            "-c",
            "getent hosts \"$1\"; touch \"$2/inside\"; while [ ! -e \"$2/outside\" ]; do sleep 0.01; done",
            "sh",
            EcrHost,
            _folder
        );
        while (!File.Exists(Path.Combine(_folder, "inside")))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        var meanwhile = await File.ReadAllTextAsync("/etc/hosts", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "outside"), "", TestContext.Current.CancellationToken);

        var network = lab.Variables["STEVEDORE_LAB_REGISTRY"].Split(".1:")[0];
        Assert.StartsWith($"{network}.2 ", (await inside).StandardOutput);
        Assert.DoesNotContain(EcrHost, before);
        Assert.Equal(before, meanwhile);
        Assert.Equal(before, await File.ReadAllTextAsync("/etc/hosts", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task LeavesNoWayPastTheLab()
    {
        var result = await lab.Run(
            ["bash", lab.Script, "exec", "env"],
            environment: new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["AWS_PROFILE"] = "production",
                ["AWS_ACCESS_KEY_ID"] = "real",
                ["AWS_SESSION_TOKEN"] = "real",
                ["DOCKER_HOST"] = "tcp://production",
                ["DOCKER_CONTEXT"] = "production",
            }
        );

        Assert.DoesNotContain("production", result.StandardOutput);
        Assert.DoesNotContain("real\n", result.StandardOutput);
    }

    [Fact]
    public async Task FindsDockerAndAwsOfTheLab()
    {
        var result = await lab.Exec("sh", "-c", "command -v docker; command -v aws");

        var folder = lab.Variables["STEVEDORE_LAB"];
        Assert.Equal($"{folder}/bin/docker\n{folder}/bin/aws\n", result.StandardOutput);
    }

    [Fact]
    public async Task NeedsALabThatIsUp()
    {
        var folder = Path.Combine(Path.GetTempPath(), "stevedore-no-lab");

        var result = await lab.Run(
            ["bash", lab.Script, "exec", "true"],
            environment: new Dictionary<string, string?>(StringComparer.Ordinal) { ["STEVEDORE_LAB_STATE"] = folder }
        );

        Assert.Equal(3, result.ExitCode);
        Assert.Contains($"the lab of {folder}: it is not up", result.StandardError);
        Assert.Contains("lab.sh up", result.StandardError);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task NeedsACommand() => Assert.Equal(2, (await lab.Exec()).ExitCode);
}
