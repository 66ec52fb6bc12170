using Stevedore.LabTests.Engines;
using Xunit;

namespace Stevedore.LabTests.Shipping;

/// <summary>An engine such as CodeBuild's, in a lab of its own.</summary>
public sealed class OnAnEngineWithoutTheContainerdStore(LabFixture lab, LabWithoutTheContainerdStore other)
    : IClassFixture<LabWithoutTheContainerdStore>,
        IDisposable
{
    private const string Containerd =
        """turn on the engine's containerd image store ({"features":{"containerd-snapshotter":true}} in /etc/docker/daemon.json) and restart it.""";

    private readonly SampleRepository repository = SampleRepository.WithTwoImages();

    private BuildHost Host => new(lab, repository) { State = other.State };

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task FailsBeforeBuildingWithTheCommandThatHelps()
    {
        var result = await Host.Run("--target=Ship");

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
        var result = await Host.With("STEVEDORE__BUILDER__DRIVER", "docker").Run("--target=Ship");

        result.FailsWith(
            "Cannot build with the builder 'default': its docker driver lacks several platforms at once and attestations without the containerd image store. "
                + $"Set builder.driver to auto or docker-container, or {Containerd}"
        );
        Assert.Empty(repository.Outputs);
    }

    [Fact]
    public async Task ShipsOnePlatformWithoutAttestations()
    {
        var plain = Host.With("STEVEDORE__ATTESTATIONS__PROVENANCE", "none");

        (await plain.Run("--target=Ship", "--platforms=linux/amd64")).Succeeds();

        Assert.Equal(
            $$"""[{"name":"web","imageUri":"{{repository.Web}}:{{repository.Tag}}"}]""" + "\n",
            repository.Output("imagedefinitions.json")
        );
    }

    [Fact]
    public async Task BuildsOnWhatTheRegistryHasAlthoughTheEngineHasAnOlderImageOfThatName()
    {
        using var bases = SampleRepository.WithOneImage(
            """
            "tags": ["fixed"],
            """,
            "RUN echo older > /age"
        );
        using var web = SampleRepository.WithOneImage();
        (await In(bases).Run("--target=ShipLoad")).Succeeds();
        bases.Dockerfile("web", "RUN echo newer > /age").CommitAll();
        (await In(bases).Run("--target=Ship")).Succeeds();
        web.Write("web/Dockerfile", $"FROM {bases.Web}:fixed\nRUN grep newer /age\n").CommitAll();

        (await In(web).Run("--target=Ship")).Succeeds();

        BuildHost In(SampleRepository source) =>
            new BuildHost(lab, source) { State = other.State }.With("STEVEDORE__ATTESTATIONS__PROVENANCE", "none");
    }
}
