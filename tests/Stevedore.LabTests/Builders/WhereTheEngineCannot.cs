using System.Net;
using Stevedore.LabTests.Engines;
using Stevedore.LabTests.Lab;
using Stevedore.LabTests.Shipping;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Builders;

/// <summary>The settings as they come, on an engine such as CodeBuild's that builds neither several platforms nor attestations.</summary>
public sealed class WhereTheEngineCannot(LabFixture lab) : IAsyncLifetime
{
    private readonly LabBuilder builder = new(lab);
    private readonly SecondLab other = new(lab);
    private Forwarding forwarding = null!;
    private string engine = "";

    public async ValueTask InitializeAsync()
    {
        await builder.InitializeAsync();
        var up = await other.Call("up", "--store=overlay2");
        Assert.True(up.ExitCode == 0, up.StandardError);
        engine = LabFixture.ParseVariables(up.StandardOutput)["DOCKER_HOST"];

        // The builder's container runs on this engine, whose own BuildKit can no more than it can; that of the shared lab's engine builds.
        var address = IPEndPoint.Parse($"198.18.{other.Number}.1:1234");
        forwarding = new(address, IPEndPoint.Parse(builder.Endpoint["tcp://".Length..]));
    }

    public async ValueTask DisposeAsync()
    {
        forwarding.Dispose();
        await other.DisposeAsync();
        await builder.DisposeAsync();
    }

    [Fact]
    public async Task BuildsWithABuilderOfItsOwnThatItKeeps()
    {
        using var repository = SampleRepository.WithTwoImages();
        var docker = RecordedDocker.Real(lab, repository);
        var host = docker.In(builder.In(repository)).With("DOCKER_HOST", engine).With("STEVEDORE__BUILDER__IMAGE", LabBuilder.Image);

        var first = (await host.Run("--target=Ship")).Succeeds();
        var firstTag = repository.Tag;
        repository.Write("web/Dockerfile", "FROM base\nLABEL page=second\n").CommitAll();
        (await host.Run("--target=Ship")).Succeeds();

        Assert.Contains(
            "Building with the builder 'stevedore': the engine's image store cannot do several platforms at once and attestations.\n",
            first.StandardOutput
        );
        Assert.Equal(
            ["buildx ls", "buildx create", "buildx inspect", "buildx bake", "buildx ls", "buildx bake"],
            docker.Calls.Select(call => string.Join(' ', call.Split(' ')[..2]))
        );
        foreach (var tag in (string[])[firstTag, repository.Tag])
        {
            var index = await new LabRegistry(lab).Manifest($"{repository.Name}/web", tag);
            Assert.Equal(["linux/amd64", "linux/arm64"], index!.Platforms.Order());
            Assert.Equal(4, index.Content.GetProperty("manifests").GetArrayLength());
        }
    }
}
