using System.Text.Json;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Engines;

[DependsOnTheEngine]
public sealed class SwitchingTheStore(LabFixture lab, SwitchedStore store) : IClassFixture<SwitchedStore>
{
    private const string Label = "org.mobyproject.buildkit.worker.";

    [Fact]
    public async Task GivesABuilderWithoutWorkerLabelsAsCodeBuildHas() =>
        Assert.Equal([$"{Label}moby.host-gateway-ip"], await BuilderLabels());

    [Fact]
    public async Task GivesABuilderWithoutSeveralPlatforms()
    {
        var build = await lab.Run(
            ["bash", lab.Script, "exec", "docker", "buildx", "build", "--platform", "linux/amd64,linux/arm64", "-"],
            standardInput: "FROM public.ecr.aws/docker/library/busybox:1.37\n"
        );

        Assert.Equal(1, build.ExitCode);
        Assert.Contains("Multi-platform build is not supported for the docker driver", build.StandardError);
    }

    [Fact]
    public async Task IsKeptByTheNextUp()
    {
        (await lab.Run(["bash", lab.Script, "up"])).Succeeds();

        Assert.DoesNotContain($"{Label}snapshotter", await BuilderLabels());
    }

    [Fact]
    public async Task BackGivesABuilderWithASnapshotter()
    {
        await store.Switch("containerd");
        var labels = await BuilderLabels();
        await store.Switch("overlay2");

        Assert.Contains($"{Label}snapshotter", labels);
    }

    private async Task<IEnumerable<string>> BuilderLabels()
    {
        var list = await lab.Exec("docker", "buildx", "ls", "--format", "{{json .}}");

        // buildx 0.13 prints the builder once more for its node.
        var builder = JsonDocument.Parse(list.StandardOutput.Split('\n')[0]).RootElement;
        return builder.GetProperty("Nodes")[0].GetProperty("Labels").EnumerateObject().Select(label => label.Name);
    }
}
