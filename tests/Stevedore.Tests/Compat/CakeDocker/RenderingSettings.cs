using Cake.Core;
using Cake.Core.IO;
using Cake.Docker;
using Xunit;

namespace Stevedore.Tests.Compat.CakeDocker;

/// <summary>How settings become options, whatever the command.</summary>
public sealed class RenderingSettings
{
    private readonly DockerFixture _fixture = new();

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
