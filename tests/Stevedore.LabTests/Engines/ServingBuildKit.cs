using Stevedore.LabTests.Lab;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Engines;

/// <summary>The part of a lab that only tests of builders need.</summary>
[DependsOnTheEngine]
public sealed class ServingBuildKit(LabFixture lab)
{
    [Fact]
    public async Task IsDoneOnlyWhenAskedFor()
    {
        await using var other = new SecondLab(lab);
        var before = await other.Up();
        Assert.DoesNotContain("buildkit", other.Services);

        var up = await other.Call("up", "--buildkit");

        Assert.Equal(0, up.ExitCode);
        Assert.Equal(before, LabFixture.ParseVariables(up.StandardOutput));
        Assert.Contains("buildkit", other.Services);
        Assert.Contains($"198.18.{other.Number}.1:1234", (await other.Call("status")).StandardOutput);
    }

    [Fact]
    public async Task IsDoneOnce()
    {
        (await lab.Run(["bash", lab.Script, "up", "--buildkit"])).Succeeds();

        var up = await lab.Run(["bash", lab.Script, "up", "--buildkit"]);

        Assert.Equal(0, up.ExitCode);
        Assert.Empty(up.StandardError);
    }

    [Fact]
    public async Task AnswersWithTheEnginesBuildKit()
    {
        (await lab.Run(["bash", lab.Script, "up", "--buildkit"])).Succeeds();
        var folder = Directory.CreateTempSubdirectory("stevedore-buildx-");
        try
        {
            var buildx = (string[])["env", $"BUILDX_CONFIG={folder.FullName}", "docker", "buildx"];
            var create = await lab.Exec([
                .. buildx,
                "create",
                "--name",
                "there",
                "--driver",
                "remote",
                lab.Variables["STEVEDORE_LAB_BUILDKIT"],
            ]);
            Assert.True(create.ExitCode == 0, create.StandardError);

            var there = await lab.Exec([.. buildx, "inspect", "there"]);
            var engine = await lab.Exec([.. buildx, "inspect", "default"]);

            Assert.NotEmpty(Worker(engine));
            Assert.Equal(Worker(engine), Worker(there));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string[] Worker(CommandResult inspect) =>
        [
            .. inspect
                .StandardOutput.Split('\n', StringSplitOptions.TrimEntries)
                .Where(line => line.StartsWith("org.mobyproject.buildkit.worker.containerd.uuid:", StringComparison.Ordinal)),
        ];
}
