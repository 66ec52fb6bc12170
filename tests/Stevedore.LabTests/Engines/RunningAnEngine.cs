using Stevedore.LabTests.Lab;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Engines;

/// <summary>The engine that these tests run on.</summary>
[DependsOnTheEngine]
public sealed class RunningAnEngine(LabFixture lab)
{
    [Fact]
    public async Task GivesItsDockerAndBuildx()
    {
        var versions = await lab.Exec("docker", "version", "--format", "{{.Client.Version}} {{.Server.Version}}");
        var buildx = await lab.Exec("docker", "buildx", "version");

        Assert.Matches(lab.Engine == "28" ? @"^28\.5\.\S+ 28\.5\." : @"^26\.1\.\S+ 26\.1\.", versions.StandardOutput);
        Assert.Matches(lab.Engine == "28" ? @" v?0\.29\." : @" v?0\.13\.", buildx.StandardOutput);
    }

    [Fact]
    public async Task IsSaidByTheStatus() =>
        Assert.StartsWith(
            $"engine {lab.Engine} (containerd store)",
            (await lab.Run(["bash", lab.Script, "status"])).StandardOutput,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task IsKeptByTheNextUp()
    {
        var up = await lab.Run(["bash", lab.Script, "up"]);

        Assert.Equal((0, ""), (up.ExitCode, up.StandardError));
        var engine = await File.ReadAllTextAsync(
            Path.Combine(lab.Variables["STEVEDORE_LAB"], "engine"),
            TestContext.Current.CancellationToken
        );
        Assert.Equal($"{lab.Engine}\n", engine);
    }

    [Fact]
    public async Task RunsTheProgramsOfTheOtherPlatform()
    {
        var run = await lab.Exec(
            "docker",
            "run",
            "--rm",
            "--platform",
            "linux/arm64",
            "public.ecr.aws/docker/library/busybox:1.37",
            "uname",
            "-m"
        );

        Assert.Equal("aarch64\n", run.StandardOutput);
    }

    [Fact]
    public async Task NeedsOneThatThereIs()
    {
        await using var other = new SecondLab(lab);

        var up = await other.Call("up", "--engine=27");

        Assert.Equal(2, up.ExitCode);
        Assert.Contains("Unknown argument '--engine=27'", up.StandardError);
        Assert.Contains("--engine=26|28", up.StandardError);
    }
}
