using Cake.Docker;
using Xunit;

namespace Stevedore.Tests.Compat.CakeDocker;

/// <summary>The command lines that settings and commands become.</summary>
public sealed class RunningDocker
{
    private readonly DockerFixture _fixture = new();

    [Fact]
    public void LooksForTheNativeDockerFirst()
    {
        _fixture.Context.DockerBuildXLs();

        Assert.Equal(["docker", "docker.exe"], _fixture.LookedFor);
    }

    [Fact]
    public void BakesWithEveryOption()
    {
        var settings = new DockerBuildXBakeSettings
        {
            Builder = "stevedore",
            File = ["a file.json", "other.json"],
            Load = true,
            MetadataFile = "out/metadata.json",
            NoCache = true,
            Print = true,
            Progress = "plain",
            Pull = true,
            Push = true,
            Set = ["*.platform=linux/amd64", "web.tags=shop/web:1"],
        };

        _fixture.Context.DockerBuildXBake(settings, ["web", "api"]);

        Assert.Equal(
            "buildx bake --builder \"stevedore\" --file \"a file.json\" --file \"other.json\" --load"
                + " --metadata-file \"out/metadata.json\" --no-cache --print --progress \"plain\" --pull --push"
                + " --set \"*.platform=linux/amd64\" --set \"web.tags=shop/web:1\" web api",
            _fixture.Processes.Only.Arguments
        );
    }

    [Fact]
    public void LeavesOutWhatIsNotSet()
    {
        _fixture.Context.DockerBuildXBake(
            new DockerBuildXBakeSettings
            {
                Builder = "",
                File = [],
                Set = [""],
            }
        );

        Assert.Equal("buildx bake", _fixture.Processes.Only.Arguments);
    }

    [Fact]
    public void TakesMissingSettingsAsNone()
    {
        _fixture.Context.DockerBuildXBake(settings: null, ["web"]);

        Assert.Equal("buildx bake web", _fixture.Processes.Only.Arguments);
    }

    [Fact]
    public void CreatesABuilderWithEveryOption()
    {
        var settings = new DockerBuildXCreateSettings
        {
            Append = true,
            Bootstrap = true,
            Builder = "b",
            BuildkitdFlags = "--debug",
            Config = "buildkitd.toml",
            Driver = "docker-container",
            DriverOpt = ["network=host", "image=moby/buildkit"],
            Leave = true,
            Name = "n",
            Node = "n0",
            Platform = ["linux/amd64", "linux/arm64"],
            Use = true,
        };

        _fixture.Context.DockerBuildXCreate(settings, "default");

        Assert.Equal(
            "buildx create --append --bootstrap --builder \"b\" --buildkitd-flags \"--debug\" --config \"buildkitd.toml\""
                + " --driver \"docker-container\" --driver-opt \"network=host\" --driver-opt \"image=moby/buildkit\" --leave --name \"n\""
                + " --node \"n0\" --platform \"linux/amd64\" --platform \"linux/arm64\" --use default",
            _fixture.Processes.Only.Arguments
        );
    }

    [Fact]
    public void RemovesABuilderWithEveryOption()
    {
        var settings = new DockerBuildXRmSettings
        {
            AllInactive = true,
            Builder = "b",
            Force = true,
            KeepDaemon = true,
            KeepState = true,
        };

        _fixture.Context.DockerBuildXRm(settings, "name");

        Assert.Equal("buildx rm --all-inactive --builder \"b\" --force --keep-daemon --keep-state name", _fixture.Processes.Only.Arguments);
    }

    [Fact]
    public void CreatesAnImageFromImages()
    {
        var settings = new DockerBuildXImageToolsCreateSettings
        {
            Append = true,
            Builder = "b",
            DryRun = true,
            File = ["f.json"],
            Tag = ["shop/web:1", "shop/web:latest"],
        };

        _fixture.Context.DockerBuildXImageToolsCreate(settings, ["shop/web@sha256:0"]);

        Assert.Equal(
            "buildx imagetools create --append --builder \"b\" --dry-run --file \"f.json\" --tag \"shop/web:1\""
                + " --tag \"shop/web:latest\" shop/web@sha256:0",
            _fixture.Processes.Only.Arguments
        );
    }
}
