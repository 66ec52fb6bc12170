using Stevedore.Docker;
using Stevedore.Registries;
using Stevedore.Secrets;
using Xunit;

namespace Stevedore.Tests.Docker;

[Collection(UsingTheDockerConfig.Name)]
public sealed class CallingDocker
{
    private static readonly BakeCommand Command = new(
        "/out/a b/bake.json",
        "stevedore",
        "/out/metadata.json",
        LogFile: "",
        NoCache: false,
        ImmutableDictionary<string, Secret>.Empty.Add("STEVEDORE_SECRET_0", new("hunter2"))
    );

    [Fact]
    public async Task ListsBuildersAsJson()
    {
        using var docker = new DockerCase();
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);

        await docker.Cli.ListBuilders();

        Assert.Equal("buildx ls --format \"{{json .}}\"", docker.Processes.Only.Arguments);
    }

    [Fact]
    public async Task CreatesABuilder()
    {
        using var docker = new DockerCase();
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);

        var creation = new BuilderCreation("stevedore", "docker-container")
        {
            Options = ["image=a/b:1", "network=host"],
            Config = "buildkitd.toml",
        };

        await docker.Cli.Prepare(
            new("stevedore", "a test")
            {
                Creations = [creation, creation with { Appends = true, Endpoint = "ssh://arm", Platforms = "linux/arm64" }],
            }
        );

        Assert.Equal(
            [
                "buildx create --config \"buildkitd.toml\" --driver \"docker-container\" --driver-opt \"image=a/b:1\""
                    + " --driver-opt \"network=host\" --name \"stevedore\"",
                "buildx create --append --config \"buildkitd.toml\" --driver-opt \"image=a/b:1\" --driver-opt \"network=host\""
                    + " --name \"stevedore\" --platform \"linux/arm64\" \"ssh://arm\"",
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
    public async Task BakesByFile()
    {
        using var docker = new DockerCase();
        using var folder = new TemporaryFolder();
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);

        await docker.Cli.Bake(Command with { LogFile = folder.File("docker.log"), NoCache = true });

        Assert.Equal(
            "buildx bake --builder \"stevedore\" --file \"/out/a b/bake.json\" --metadata-file \"/out/metadata.json\" --no-cache"
                + " --progress \"plain\" default",
            docker.Processes.Only.Arguments
        );
    }

    [Fact]
    public async Task GivesTheConfigTheBuildersAndSecretsInTheEnvironmentAndNoSecretInTheArguments()
    {
        using var docker = new DockerCase();
        using var folder = new TemporaryFolder();
        docker.Config.Write(new Dictionary<string, RegistryCredential> { ["a"] = new("AWS", new("passw0rd"), "a test") });

        await docker.Cli.Bake(Command with { LogFile = folder.File("docker.log") });

        var process = docker.Processes.Only;
        var variables = process.Settings.EnvironmentVariables;
        Assert.Equal("hunter2", variables["STEVEDORE_SECRET_0"]);
        Assert.Equal("0", variables["BUILDX_BAKE_ENTITLEMENTS_FS"]);
        Assert.Equal(docker.Config.Variables["DOCKER_CONFIG"], variables["DOCKER_CONFIG"]);
        Assert.EndsWith("buildx", variables["BUILDX_CONFIG"], StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", process.Arguments, StringComparison.Ordinal);
        Assert.DoesNotContain("passw0rd", process.Arguments + string.Concat(variables.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NamesTheLogOfAFailedBake()
    {
        using var docker = new DockerCase();
        using var folder = new TemporaryFolder();
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);
        docker.Processes.Answer = new() { Code = 1 };

        var error = await Assert.ThrowsAsync<StevedoreException>(() =>
            docker.Cli.Bake(Command with { LogFile = folder.File("docker.log") })
        );

        Assert.Equal("Cannot build the images", error.What);
        Assert.EndsWith($"The whole log is in {folder.File("docker.log")}.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysThatDockerIsNotInstalled()
    {
        using var docker = new DockerCase(isInstalled: false);

        var error = await Assert.ThrowsAsync<StevedoreException>(docker.Cli.ListBuilders);

        Assert.Equal("docker is not installed, or not on the PATH", error.Why);
    }
}
