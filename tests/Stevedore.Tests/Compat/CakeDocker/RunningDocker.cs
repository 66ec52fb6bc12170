using Cake.Core;
using Cake.Core.IO;
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
        _fixture.Context.DockerBuildXBake(new DockerBuildXBakeSettings { Builder = "", File = [], Set = [""] });

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

    [Fact]
    public void PutsAdditionalArgumentsAsTheyAre()
    {
        Runner<DockerBuildXBakeSettings>().Run("buildx bake", new(), ["a b", "\"c d\""]);

        Assert.Equal("buildx bake a b \"c d\"", _fixture.Processes.Only.Arguments);
    }

    [Fact]
    public void RendersTheSettingsOfTheToolItselfToo()
    {
        var settings = new DockerBuildXLsSettings { ToolTimeout = new TimeSpan(26, 3, 4) };

        _fixture.Context.DockerBuildXLs(settings);

        Assert.Equal("buildx ls --tool-timeout 26h3m4s", _fixture.Processes.Only.Arguments);
    }

    [Fact]
    public void RendersSettingsOfAConsumersOwn()
    {
        var settings = new OwnSettings
        {
            Count = 3,
            Token = "hunter2",
            Quiet = false,
            BuildArgs = ["a=1", "b=2"],
        };

        Runner<OwnSettings>().Run("own command", settings, []);

        Assert.Equal(
            "own command --build-args \"a=1\" --build-args \"b=2\" --count 3 --token \"hunter2\"",
            _fixture.Processes.Only.Arguments
        );
        Assert.Equal(
            "own command --build-args \"[REDACTED]\" --build-args \"[REDACTED]\" --count 3 --token \"[REDACTED]\"",
            _fixture.Processes.Only.ArgumentsInLog
        );
    }

    [Fact]
    public void TakesTheSettingsOfATool()
    {
        var settings = new DockerBuildXLsSettings
        {
            ArgumentCustomization = arguments => arguments.Append("--format").AppendQuoted("{{json .}}"),
            EnvironmentVariables = new Dictionary<string, string>(StringComparer.Ordinal) { ["DOCKER_CONFIG"] = "/private" },
            WorkingDirectory = "/work",
            HandleExitCode = code => code == 3,
        };
        _fixture.Processes.Answer = new() { Code = 3 };

        _fixture.Context.DockerBuildXLs(settings);

        var process = _fixture.Processes.Only;
        Assert.Equal("buildx ls --format \"{{json .}}\"", process.Arguments);
        Assert.Equal("/private", process.Settings.EnvironmentVariables["DOCKER_CONFIG"]);
        Assert.Equal("/work", process.Settings.WorkingDirectory.FullPath);
    }

    private GenericDockerRunner<TSettings> Runner<TSettings>()
        where TSettings : AutoToolSettings, new()
    {
        return new(_fixture.Context.FileSystem, _fixture.Context.Environment, _fixture.Context.ProcessRunner, _fixture.Context.Tools);
    }

    private sealed class OwnSettings : AutoToolSettings
    {
        public string[] BuildArgs { get; set; } = [];

        public int? Count { get; set; }

        public string? Token { get; set; }

        public bool? Quiet { get; set; }

        protected override string[] CollectSecretProperties() => [nameof(BuildArgs), nameof(Token)];
    }
}
