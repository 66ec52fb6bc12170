using Stevedore.Credentials;
using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Tests.Credentials;
using Xunit;

namespace Stevedore.Tests.Docker;

[Collection(UsingTheDockerConfig.Name)]
public sealed class MakingABuilder
{
    [Fact]
    public async Task CreatesABuilder()
    {
        using var docker = new DockerCase();
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);

        var creation = new BuilderCreation("stevedore", "docker-container")
        {
            Options = ["image=a/b:1", "env.NO_PROXY=a,b"],
            Config = "buildkitd.toml",
        };

        var isMade = await docker.Cli.Prepare(
            new("stevedore", "a test")
            {
                Creations =
                [
                    creation,
                    creation with
                    {
                        Appends = true,
                        Endpoint = "ssh://arm",
                        Platforms = [Platform.Parse("linux/arm64"), Platform.Parse("linux/arm/v7")],
                    },
                ],
            }
        );

        Assert.True(isMade);

        Assert.Equal(
            [
                "buildx create --config \"buildkitd.toml\" --driver \"docker-container\" --driver-opt \"image=a/b:1\""
                    + " --driver-opt \"\\\"env.NO_PROXY=a,b\\\"\" --name \"stevedore\"",
                "buildx create --append --config \"buildkitd.toml\" --driver-opt \"image=a/b:1\" --driver-opt \"\\\"env.NO_PROXY=a,b\\\"\""
                    + " --name \"stevedore\" --platform \"linux/arm64,linux/arm/v7\" \"ssh://arm\"",
                "buildx inspect --bootstrap \"stevedore\"",
            ],
            docker.Processes.Started.Select(process => process.Arguments)
        );
    }

    [Fact]
    public async Task InstallsEmulatorsAndRestartsTheBuilder()
    {
        using var docker = new DockerCase();
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);

        await docker.Cli.Prepare(new("stevedore", "a test") { Emulators = new("tonistiigi/binfmt", ["arm64", "s390x"], "stevedore") });

        Assert.Equal(
            ["run --privileged --rm \"tonistiigi/binfmt\" --install \"arm64,s390x\"", "buildx stop \"stevedore\""],
            docker.Processes.Started.Select(process => process.Arguments)
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BuildsWithoutEmulatorsThatItMayHave(bool isOptional)
    {
        using var docker = new DockerCase();
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);
        docker.Processes.Fails = process => process.Arguments.StartsWith("run ", StringComparison.Ordinal);
        BuilderDecision decision = new("stevedore", "a test")
        {
            Creations = [new("stevedore", "docker-container")],
            Emulators = new("tonistiigi/binfmt", ["s390x"], null) { IsOptional = isOptional },
        };

        var error = await Record.ExceptionAsync(() => docker.Cli.Prepare(decision));

        Assert.Equal(isOptional ? null : "Cannot install emulators with tonistiigi/binfmt", (error as StevedoreException)?.What);
        Assert.Equal(
            isOptional,
            docker.Processes.Started.Any(process => process.Arguments.StartsWith("buildx create", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task LetsBuildKitGrantWhatTheSettingsSay()
    {
        using var docker = new DockerCase();
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);
        BuilderCreation creation = new("stevedore", "docker-container") { Flags = ["--allow-insecure-entitlement security.insecure"] };

        await docker.Cli.Prepare(new("stevedore", "a test") { Creations = [creation] });

        Assert.Equal(
            "buildx create --buildkitd-flags \"--allow-insecure-entitlement security.insecure\" --driver \"docker-container\" --name \"stevedore\"",
            docker.Processes.Started[0].Arguments
        );
    }

    [Fact]
    public async Task RemovesABuilderThatDoesNotStart()
    {
        using var docker = new DockerCase();
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);
        docker.Processes.Fails = process => process.Arguments.StartsWith("buildx inspect", StringComparison.Ordinal);

        var error = await Assert.ThrowsAsync<StevedoreException>(() =>
            docker.Cli.Prepare(new("stevedore", "a test") { Creations = [new("stevedore", "docker-container")] })
        );

        Assert.Equal("Cannot build: the builder 'stevedore' could not be created", error.What);
        Assert.Equal("buildx rm --force \"stevedore\"", docker.Processes.Started[^1].Arguments);
    }

    [Fact]
    public async Task CreatesABuilderWithTheConfigThatWasDecidedOn()
    {
        using var docker = new DockerCase();
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);
        var creation = new BuilderCreation("stevedore", "docker-container") { Config = "buildkitd.toml" };

        await docker.Cli.Prepare(new("stevedore", "a test") { Creations = [creation], Config = "debug = true\n" });

        var file = $"{docker.Config.Variables["DOCKER_CONFIG"]}/buildkitd.toml";
        Assert.Equal(
            $"buildx create --config \"{file}\" --driver \"docker-container\" --name \"stevedore\"",
            docker.Processes.Started[0].Arguments
        );
        Assert.Equal("debug = true\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("remote", "Check that BuildKit answers at tcp://one:1234 and tcp://two:1234, or correct builder.nodes.")]
    [InlineData("kubernetes", "Try `docker buildx create --name mine --driver kubernetes tcp://one:1234 --bootstrap`.")]
    public async Task SaysWhatHelpsABuilderThatDoesNotStart(string driver, string fix)
    {
        using var docker = new DockerCase();
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);
        docker.Processes.Fails = process => process.Arguments.StartsWith("buildx inspect", StringComparison.Ordinal);
        var creation = new BuilderCreation("mine", driver) { Endpoint = "tcp://one:1234" };

        var error = await Assert.ThrowsAsync<StevedoreException>(() =>
            docker.Cli.Prepare(
                new("mine", "a test") { Creations = [creation, creation with { Appends = true, Endpoint = "tcp://two:1234" }] }
            )
        );

        Assert.Equal(fix, error.Fix);
    }

    [Fact]
    public async Task LeavesABuilderThatItDidNotMake()
    {
        using var docker = new DockerCase();
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);
        docker.Processes.Answer = new() { Code = 1 };

        await Assert.ThrowsAsync<StevedoreException>(() =>
            docker.Cli.Prepare(new("stevedore", "a test") { Creations = [new("stevedore", "docker-container")] })
        );

        Assert.StartsWith("buildx create", docker.Processes.Only.Arguments, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LeavesABuilderToWhoeverWasQuicker()
    {
        using var docker = new DockerCase();
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);
        docker.Processes.Answer = new()
        {
            Code = 1,
            Errors =
            [
                "ERROR: existing instance for \"stevedore\" but no append mode, specify the node name to make changes for existing instances",
            ],
        };

        var isMade = await docker.Cli.Prepare(new("stevedore", "a test") { Creations = [new("stevedore", "docker-container")] });

        Assert.False(isMade);
        Assert.StartsWith("buildx create", docker.Processes.Only.Arguments, StringComparison.Ordinal);
    }
}
