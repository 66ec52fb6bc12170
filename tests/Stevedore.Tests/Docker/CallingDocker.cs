using Cake.Core.IO;
using NSubstitute;
using Stevedore.Credentials;
using Stevedore.Docker;
using Stevedore.Tests.Credentials;
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
        ImmutableDictionary<string, Secret>.Empty.Add("STEVEDORE_SECRET_0", new("hunter2", new()))
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
    public async Task SaysWhichFileIsNoProgram()
    {
        var processes = Substitute.For<IProcessRunner>();
        processes.Start(Arg.Any<FilePath>(), Arg.Any<ProcessSettings>()).Returns(_ => throw new System.ComponentModel.Win32Exception(2));
        using var docker = new DockerCase(processes: processes);
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);

        var fault = await Assert.ThrowsAsync<StevedoreException>(docker.Cli.ListBuilders);

        Assert.Equal(
            $"Cannot build: {docker.Docker} cannot be started: it is no program of this system, or may not be run. Install Docker anew, or take that file out of the PATH.",
            fault.Message
        );
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
    public async Task GrantsWhatStepsMayAskFor()
    {
        using var docker = new DockerCase();
        using var folder = new TemporaryFolder();
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);

        await docker.Cli.Bake(Command with { LogFile = folder.File("docker.log"), Entitlements = ["network.host", "security.insecure"] });

        Assert.EndsWith(
            " --allow network.host --allow security.insecure default",
            docker.Processes.Only.Arguments,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task GivesTheConfigTheBuildersAndSecretsInTheEnvironmentAndNoSecretInTheArguments()
    {
        using var docker = new DockerCase();
        using var folder = new TemporaryFolder();
        docker.Config.Write(new Dictionary<string, RegistryCredential> { ["a"] = new("AWS", new("passw0rd", new()), "a test") });

        await docker.Cli.Bake(Command with { LogFile = folder.File("docker.log") });

        var process = docker.Processes.Only;
        var variables = process.Settings.EnvironmentVariables;
        Assert.Equal("hunter2", variables["STEVEDORE_SECRET_0"]);
        Assert.Equal("0", variables["BUILDX_BAKE_ENTITLEMENTS_FS"]);
        Assert.Equal("disabled", variables["BUILDX_METADATA_PROVENANCE"]);
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
            docker.Cli.Bake(Command with { LogFile = folder.File("docker.log"), LogIsKeptAs = "/out/docker.log" })
        );

        Assert.Equal("Cannot build the images", error.What);
        Assert.EndsWith("The whole log is in /out/docker.log.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunsTheDockerOfThePathAndNotOneOfTheRepository()
    {
        using var docker = new DockerCase();
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);

        await docker.Cli.ListBuilders();

        Assert.Equal(docker.Docker, docker.Processes.Only.Path.FullPath);
    }

    [Fact]
    public async Task RunsTheDockerOfLinuxWhereThereIsOneOfWindowsToo()
    {
        using var docker = new DockerCase();
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);
        File.Copy(docker.Docker!, $"{docker.Docker}.exe");

        await docker.Cli.ListBuilders();

        Assert.Equal(docker.Docker, docker.Processes.Only.Path.FullPath);
    }

    [Fact]
    public async Task RunsTheDockerThatABuildHasRegisteredLast()
    {
        using var docker = new DockerCase();
        using var folder = new TemporaryFolder();
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);
        docker.Registered.Register(folder.Program("old/docker"));
        docker.Registered.Register(folder.Program("docker"));

        await docker.Cli.ListBuilders();

        Assert.Equal(folder.File("docker"), docker.Processes.Only.Path.FullPath);
    }

    [Fact]
    public async Task SaysThatDockerIsNotInstalled()
    {
        using var docker = new DockerCase(isInstalled: false);

        var error = await Assert.ThrowsAsync<StevedoreException>(docker.Cli.ListBuilders);

        Assert.Equal("docker is not installed, or not on the PATH", error.Why);
    }

    [Fact]
    public async Task EndsADockerThatListsNothing()
    {
        using var killed = new ManualResetEventSlim();
        var process = Substitute.For<IProcess>();
        process.When(running => running.WaitForExit()).Do(_ => killed.Wait(TimeSpan.FromSeconds(30)));
        process.When(running => running.Kill()).Do(_ => killed.Set());
        process.GetExitCode().Returns(_ => killed.IsSet ? 137 : throw new InvalidOperationException());
        var processes = Substitute.For<IProcessRunner>();
        processes.Start(Arg.Any<FilePath>(), Arg.Any<ProcessSettings>()).Returns(process);
        using var docker = new DockerCase(processes: processes, patience: TimeSpan.FromMilliseconds(100));
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);

        var error = await Assert.ThrowsAsync<StevedoreException>(docker.Cli.ListBuilders);

        Assert.True(killed.IsSet);
        Assert.Equal(("Cannot build", "docker has not listed its builders within 0.1 s"), (error.What, error.Why));
    }
}
