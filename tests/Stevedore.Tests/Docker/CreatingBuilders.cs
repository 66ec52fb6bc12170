using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Docker;

public sealed class CreatingBuilders
{
    [Fact]
    public void AddsAMachineForEachNodeAndLeavesTheRestToTheFirst() =>
        Assert.Equal(
            [
                "docker buildx create --name stevedore --driver docker-container --platform linux/amd64,linux/s390x",
                "docker buildx create --name stevedore --append --platform linux/arm64,linux/arm/v7 ssh://builder",
                "docker buildx create --name stevedore --append --platform linux/ppc64le tcp://other:2376",
            ],
            Commands(
                new() { Nodes = ["linux/arm64,linux/arm/v7=ssh://builder", "linux/ppc64le=tcp://other:2376"] },
                "docker-container",
                "linux/arm64/v8",
                "linux/s390x",
                "linux/amd64"
            )
        );

    [Theory]
    // What a machine is there for that says nothing, only it knows.
    [InlineData("linux/arm64=ssh://builder tcp://other", "linux/amd64 linux/arm64 linux/s390x", " --platform linux/amd64")]
    [InlineData("tcp://other", "linux/amd64 linux/arm64", "")]
    // The engine's own, for the next image.
    [InlineData("linux/arm64=ssh://builder", "linux/arm64", " --platform linux/amd64")]
    [InlineData("linux/amd64=ssh://builder", "linux/amd64", "")]
    public void LeavesToTheFirstWhatNoOtherIsThereFor(string nodes, string platforms, string option) =>
        Assert.Equal(
            $"docker buildx create --name stevedore --driver docker-container{option}",
            Commands(new() { Nodes = nodes.Split(' ') }, "docker-container", platforms.Split(' ')).First()
        );

    [Fact]
    public void LeavesTheRestToTheFirstNodeOfARemoteBuilder() =>
        Assert.Equal(
            [
                "docker buildx create --name stevedore --driver remote --platform linux/amd64 tcp://one:1234",
                "docker buildx create --name stevedore --append --platform linux/arm64 tcp://two:1234",
            ],
            Commands(new() { Nodes = ["tcp://one:1234", "linux/arm64=tcp://two:1234"] }, "remote", "linux/amd64", "linux/arm64")
        );

    [Fact]
    public void CreatesARemoteBuilderAtItsFirstNode() =>
        Assert.Equal(
            [
                "docker buildx create --name stevedore --driver remote --platform linux/amd64 tcp://one:1234",
                "docker buildx create --name stevedore --append --platform linux/arm64 tcp://two:1234",
            ],
            Commands(new() { Nodes = ["linux/amd64=tcp://one:1234", "linux/arm64=tcp://two:1234"] }, "remote")
        );

    [Fact]
    public void NeedsANodeForARemoteBuilder() =>
        Assert.Equal(
            "Cannot create a builder with the driver remote: builder.nodes does not say which. Set builder.nodes to [\"tcp://host:1234\"].",
            Assert.Throws<StevedoreException>(() => Commands(new(), "remote")).Message
        );

    [Fact]
    public void GivesKubernetesItsOptions() =>
        Assert.Equal(
            ["docker buildx create --name pods --driver kubernetes --driver-opt namespace=build --driver-opt replicas=2"],
            Commands(
                new()
                {
                    Name = "pods",
                    Options = new() { ["namespace"] = "build", ["replicas"] = "2" },
                },
                "kubernetes"
            )
        );

    [Fact]
    public void ShowsACommandThatAShellTakes() =>
        Assert.Equal(
            [
                "docker buildx create --name stevedore --driver docker-container --driver-opt '\"env.NO_PROXY=a,b\"' "
                    + "--driver-opt 'env.X=it'\\''s' --buildkitd-flags '--allow-insecure-entitlement security.insecure'",
            ],
            Commands(
                new()
                {
                    Options = new() { ["env.NO_PROXY"] = "a,b", ["env.X"] = "it's" },
                    Entitlements = ["network.host", "security.insecure"],
                },
                "docker-container"
            )
        );

    [Fact]
    public void NamesACloudBuilderAsBuildxDoes()
    {
        var settings = new BuilderSettings { Name = "acme/default" };
        Assert.Equal("cloud-acme-default", BuilderCreations.NameOf(settings, "cloud"));
        Assert.Equal(["docker buildx create --name cloud-acme-default --driver cloud acme/default"], Commands(settings, "cloud"));
    }

    [Fact]
    public void NeedsTheOrganizationOfACloudBuilder() =>
        Assert.Equal(
            "Cannot create a builder with the driver cloud: builder.name does not say which. "
                + "Set builder.name to \"organization/name\" of the builder in Docker Build Cloud.",
            Assert.Throws<StevedoreException>(() => Commands(new() { Name = "default" }, "cloud")).Message
        );

    // The lines are those of `docker buildx version`: https://docs.docker.com/reference/cli/docker/buildx/version/
    [Theory]
    [InlineData("github.com/docker/buildx v0.13.1 788433953af10f2a698f5c07611dddce2e08c7a0", false)]
    [InlineData("github.com/docker/buildx v0.32.1 9e66234", false)]
    [InlineData("github.com/docker/buildx v0.37.0 1234567", true)]
    [InlineData("github.com/docker/buildx v0.20.1-desktop.2 1234567", true)]
    [InlineData("github.com/docker/buildx 0.13.1+ds1-3 ", false)]
    [InlineData("", false)]
    public void KnowsWhichBuildxHasTheCloudDriver(string line, bool hasIt) =>
        Assert.Equal(hasIt, BuildxVersion.Parse([line]).HasCloudDriver);

    // The captured engine is of linux/amd64 and emulates linux/arm64.
    private static IEnumerable<string> Commands(BuilderSettings settings, string driver, params string[] platforms) =>
        BuilderCreations
            .Of(
                new(
                    new(settings, null),
                    new([.. platforms.Select(Platform.Parse)], Complete: true, []),
                    Builders.Containerd,
                    IsCodeBuild: false
                ),
                driver
            )
            .Select(creation => creation.Command);
}
