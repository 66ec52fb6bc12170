using Stevedore.LabTests.Engines;
using Stevedore.LabTests.Lab;
using Xunit;

namespace Stevedore.LabTests.Shipping;

/// <summary>An engine such as CodeBuild's, in a lab of its own.</summary>
[DependsOnTheEngine]
public sealed class OnAnEngineWithoutTheContainerdStore(LabFixture lab) : IAsyncLifetime
{
    private const string Containerd =
        """turn on the engine's containerd image store ({"features":{"containerd-snapshotter":true}} in /etc/docker/daemon.json) and restart it.""";

    private readonly SecondLab other = new(lab);
    private readonly SampleRepository repository = SampleRepository.WithTwoImages();
    private BuildHost host = null!;

    public async ValueTask InitializeAsync()
    {
        var up = await other.Call("up", "--store=overlay2");
        Assert.True(up.ExitCode == 0, up.StandardError);
        host = new(lab, repository) { State = other.State };
    }

    public async ValueTask DisposeAsync()
    {
        await other.DisposeAsync();
        repository.Dispose();
    }

    [Fact]
    public async Task FailsBeforeBuildingWithTheCommandThatHelps()
    {
        var result = await host.Run("--target=Ship");

        result.FailsWith(
            "Cannot build: the builder 'stevedore' could not be created: the engine's image store cannot do several platforms at once and attestations, "
                + "so that one is needed, and Error response from daemon: manifest for moby/buildkit:buildx-stable-1 not found: manifest unknown: manifest unknown. "
                + "Try `docker buildx create --name stevedore --driver docker-container --bootstrap`, "
                + $"name an image of BuildKit that can be pulled here in builder.image, or {Containerd}"
        );
        Assert.DoesNotContain("imagedefinitions.json", repository.Outputs);
        Assert.Empty(repository.PrivateConfigs);
    }

    [Fact]
    public async Task SaysWhatTheDockerDriverLacks()
    {
        var result = await host.With("STEVEDORE__BUILDER__DRIVER", "docker").Run("--target=Ship");

        result.FailsWith(
            "Cannot build with the builder 'default': its docker driver lacks several platforms at once and attestations without the containerd image store. "
                + $"Set builder.driver to auto or docker-container, or {Containerd}"
        );
        Assert.Empty(repository.Outputs);
    }

    [Fact]
    public async Task ShipsOnePlatformWithoutAttestations()
    {
        var plain = host.With("STEVEDORE__ATTESTATIONS__PROVENANCE", "none");

        (await plain.Run("--target=Ship", "--platforms=linux/amd64")).Succeeds();

        Assert.Equal(
            $$"""[{"name":"web","imageUri":"{{repository.Web}}:{{repository.Tag}}"}]""" + "\n",
            repository.Output("imagedefinitions.json")
        );
    }
}
