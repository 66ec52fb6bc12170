using Stevedore.LabTests.Engines;
using Stevedore.LabTests.Lab;
using Stevedore.LabTests.Shipping;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Builders;

/// <summary>A builder of two machines, each there for a platform that both can build.</summary>
[DependsOnTheEngine]
public sealed class SharingWorkAmongMachines(LabFixture lab) : IAsyncLifetime
{
    private readonly LabBuilder builder = new(lab);
    private readonly SecondLab other = new(lab);
    private readonly SampleRepository repository = new();
    private string engine = "";

    // The one registry that both labs see: its address is a number.
    private string Lan => lab.Variables["STEVEDORE_LAB_REGISTRY"];

    public async ValueTask InitializeAsync()
    {
        await builder.InitializeAsync();
        var up = await other.Call("up", "--buildkit");
        Assert.True(up.ExitCode == 0, up.StandardError);
        engine = LabFixture.ParseVariables(up.StandardOutput)["DOCKER_HOST"];
    }

    public async ValueTask DisposeAsync()
    {
        repository.Dispose();
        await builder.DisposeAsync();
        await other.DisposeAsync();
    }

    [Fact]
    public async Task GivesEachItsPlatformsAndKeepsTheLayersOfEach()
    {
        repository
            .Settings(
                $$"""
                {
                  "platforms": ["linux/amd64", "linux/arm64"],
                  "images": { "web": { "context": "web", "repository": "{{repository.Name}}/web", "cache": "registry" } },
                  "registries": { "lan": { "type": "registry", "host": "{{Lan}}" } },
                  "builder": { "driver": "docker-container", "name": "{{builder.Name}}", "image": "{{LabBuilder.Image}}", "nodes": ["linux/arm64={{engine}}"] }
                }
                """
            )
            .Write("web/Dockerfile", $"FROM {await Base()}\nRUN echo {repository.Name} | tee /page\nCOPY last.txt .\n")
            .Write("web/last.txt", "one")
            .CommitAll();
        var host = builder.In(repository);
        (await host.Run("--target=Ship")).Succeeds();

        Assert.Equal(["linux/amd64*", "linux/arm64*"], await builder.Platforms());
        var registry = new LabRegistry(lab, $"http://{Lan}");
        Assert.Equal(["web--linux-amd64", "web--linux-arm64"], await registry.Tags($"{repository.Name}/web-cache"));
        var index = await registry.Manifest($"{repository.Name}/web", repository.Tag);
        Assert.Equal(["linux/amd64", "linux/arm64"], index!.Platforms.Order());
        Assert.Matches($"(?m)^#[0-9]+ [0-9.]+ {repository.Name}$", repository.Output("docker.log"));

        await ForgetLayers();
        repository.Write("web/last.txt", "two").CommitAll();
        (await host.Run("--target=Ship")).Succeeds();

        // A step that a cache answers prints nothing.
        Assert.DoesNotMatch($"(?m)^#[0-9]+ [0-9.]+ {repository.Name}$", repository.Output("docker.log"));
        Assert.Contains("COPY last.txt .", BuildLog.Run(repository.Output("docker.log")));
    }

    // The token that buildx gets for a pull is good in one lab only.
    private async Task<string> Base()
    {
        var copy = $"{Lan}/{repository.Name}/busybox:1.37";
        var create = await Create();
        if (create.StandardError.Contains("blob unknown to registry", StringComparison.Ordinal))
        {
            // buildx copies both platforms at once, and the registry reads what one has half-written of a layer that they share.
            create = await Create();
        }

        Assert.True(create.ExitCode == 0, create.StandardError);
        return copy;

        Task<CommandResult> Create() => lab.Exec("docker", "buildx", "imagetools", "create", "--tag", copy, SampleRepository.Busybox);
    }

    private async Task ForgetLayers()
    {
        foreach (var machine in (string[])[lab.Variables["DOCKER_HOST"], engine])
        {
            var pruned = await lab.Exec("docker", "--host", machine, "builder", "prune", "--all", "--force");
            Assert.True(pruned.ExitCode == 0, pruned.StandardError);
        }
    }
}
