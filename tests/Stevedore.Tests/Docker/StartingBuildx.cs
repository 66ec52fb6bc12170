using Cake.Core.IO;
using NSubstitute;
using Stevedore.Credentials;
using Stevedore.Docker;
using Stevedore.Tests.Credentials;
using Xunit;

namespace Stevedore.Tests.Docker;

[Collection(UsingTheDockerConfig.Name)]
public sealed class StartingBuildx : IDisposable
{
    // The beginnings of programs of Linux and macOS.
    private static readonly byte[] Elf = Program(0x7F, (byte)'E', (byte)'L', (byte)'F');
    private readonly TemporaryFolder machine = new();
    private readonly string? before = Environment.GetEnvironmentVariable("DOCKER_CONFIG");

    public StartingBuildx() => Environment.SetEnvironmentVariable("DOCKER_CONFIG", machine.Path);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("DOCKER_CONFIG", before);
        machine.Dispose();
    }

    [Theory]
    [InlineData(0x7F, 'E', 'L', 'F')]
    [InlineData(0xCF, 0xFA, 0xED, 0xFE)]
    [InlineData(0xCA, 0xFE, 0xBA, 0xBE)]
    public void NeedsNoDocker(int first, int second, int third, int fourth)
    {
        var plugin = machine.Program("plugins/docker-buildx");

        Assert.Equal(plugin, Find(Docker(Program((byte)first, (byte)second, (byte)third, (byte)fourth)), "plugins"));
    }

    [Fact]
    public void TakesThePluginOfTheFirstFolderThatHasOne()
    {
        var plugin = machine.Program("second/docker-buildx");
        machine.Program("third/docker-buildx");
        Directory.CreateDirectory(machine.File("first"));

        Assert.Equal(plugin, Find(Docker(Elf), "missing", "first", "second", "third"));
    }

    [Fact]
    public void IsLeftToDockerWhereThePluginIsALinkToNothing()
    {
        Directory.CreateDirectory(machine.File("old"));
        File.CreateSymbolicLink(machine.File("old/docker-buildx"), machine.File("gone"));
        machine.Program("plugins/docker-buildx");

        Assert.Null(Find(Docker(Elf), "old", "plugins"));
    }

    [Fact]
    public void FollowsALinkInALinkedFolder()
    {
        machine.Program("files/bin/docker-buildx");
        Directory.CreateDirectory(machine.File("files/docker/plugins"));
        File.CreateSymbolicLink(machine.File("files/docker/plugins/docker-buildx"), "../../bin/docker-buildx");
        File.CreateSymbolicLink(machine.File("plugins"), machine.File("files/docker/plugins"));
        machine.Program("later/docker-buildx");

        Assert.Equal(machine.File("plugins/docker-buildx"), Find(Docker(Elf), "plugins", "later"));
    }

    [Fact]
    public void FollowsLinks()
    {
        var real = machine.Program("app/docker-buildx");
        Directory.CreateDirectory(machine.File("plugins"));
        File.CreateSymbolicLink(machine.File("plugins/docker-buildx"), real);
        Directory.CreateDirectory(machine.File("bin"));
        File.CreateSymbolicLink(machine.File("bin/docker"), Docker(Elf));

        Assert.Equal(machine.File("plugins/docker-buildx"), BuildxPlugin.Find(machine.File("bin/docker"), [machine.File("plugins")]));
    }

    [Fact]
    public void IsLeftToADockerThatIsAScript()
    {
        machine.Program("plugins/docker-buildx");

        Assert.Null(Find(machine.Program("docker", "exec podman \"$@\""), "plugins"));
    }

    [Fact]
    public void IsLeftToACompiledWrapper()
    {
        machine.Program("plugins/docker-buildx");

        Assert.Null(Find(Docker(Elf[..1_000_000]), "plugins"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a\0b")]
    public void IsLeftToDockerWhereAFolderIsNone(string folder)
    {
        machine.Program("plugins/docker-buildx");

        Assert.Null(BuildxPlugin.Find(Docker(Elf), [folder, machine.File("plugins")]));
    }

    [Fact]
    public void IsLeftToDockerWhereCakeWouldTakeItForAnother()
    {
        machine.Program(@"plug\ins/docker-buildx");

        Assert.Null(Find(Docker(Elf), @"plug\ins"));
    }

    [Fact]
    public void IsLeftToAnotherProgramThatAnswersToTheName()
    {
        machine.Program("plugins/docker-buildx");
        File.WriteAllBytes(machine.File("podman"), Elf);
        File.CreateSymbolicLink(machine.File("docker"), machine.File("podman"));

        Assert.Null(Find(machine.File("docker"), "plugins"));
    }

    [Fact]
    public void IsLeftToDockerWhereThePluginMayNotBeRun()
    {
        Directory.CreateDirectory(machine.File("broken"));
        File.WriteAllText(machine.File("broken/docker-buildx"), "");
        machine.Program("plugins/docker-buildx");

        // Docker takes it and says what is wrong.
        Assert.Null(Find(Docker(Elf), "broken", "plugins"));
    }

    [Fact]
    public void IsLeftToDockerWhereAFolderStandsInThePluginsPlace()
    {
        Directory.CreateDirectory(machine.File("odd/docker-buildx"));
        machine.Program("plugins/docker-buildx");

        Assert.Null(Find(Docker(Elf), "odd", "plugins"));
    }

    [Fact]
    public void IsLeftToDockerWhereAFolderStartsFromTheWorkingFolder()
    {
        machine.Program("plugins/docker-buildx");

        Assert.Null(BuildxPlugin.Find(Docker(Elf), ["plugins", machine.File("plugins")]));
    }

    [Fact]
    public void LooksInTheFoldersOfTheConfigBeforeTheSystems() =>
        Assert.Equal(
            [
                "/mine",
                "/usr/local/lib/docker/cli-plugins",
                "/usr/local/libexec/docker/cli-plugins",
                "/usr/lib/docker/cli-plugins",
                "/usr/libexec/docker/cli-plugins",
            ],
            BuildxPlugin.Folders(["/mine"])
        );

    [Fact]
    public void IsLeftToADockerThatIsNoProgram()
    {
        machine.Program("plugins/docker-buildx");

        Assert.Null(Find(Docker(Program((byte)'#', (byte)'!', (byte)'/', (byte)'b')), "plugins"));
        Assert.Null(Find(machine.Program("docker", []), "plugins"));
    }

    [Fact]
    public void IsLeftToADockerThatIsALinkToItself()
    {
        machine.Program("plugins/docker-buildx");
        File.CreateSymbolicLink(machine.File("docker"), machine.File("docker"));

        Assert.Null(Find(machine.File("docker"), "plugins"));
    }

    [Fact]
    public async Task TellsThePluginWhichDockerItBelongsTo()
    {
        using var docker = new DockerCase(content: Elf);
        var plugin = machine.Program("cli-plugins/docker-buildx");
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);

        await docker.Cli.ListBuilders();

        var process = docker.Processes.Only;
        Assert.Equal(plugin, process.Path.FullPath);
        Assert.Equal("buildx ls --format \"{{json .}}\"", process.Arguments);
        Assert.Equal(docker.Docker, process.Settings.EnvironmentVariables["DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND"]);
        Assert.Equal("", process.Settings.EnvironmentVariables["DOCKER_CLI_PLUGIN_SOCKET"]);
        Assert.Equal(docker.Config.Variables["DOCKER_CONFIG"], process.Settings.EnvironmentVariables["DOCKER_CONFIG"]);
    }

    [Fact]
    public async Task LeavesOtherCommandsToDocker()
    {
        using var docker = new DockerCase(content: Elf);
        var plugin = machine.Program("cli-plugins/docker-buildx");
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);

        await docker.Cli.Prepare(new("stevedore", "a test") { Emulators = new("tonistiigi/binfmt", ["arm64"], "stevedore") });

        Assert.Equal([docker.Docker!, plugin], docker.Processes.Started.Select(process => process.Path.FullPath));
    }

    [Fact]
    public async Task LeavesItToDockerToSayWhatIsWrongWithAPluginThatCannotBeStarted()
    {
        var plugin = machine.Program("cli-plugins/docker-buildx");
        RecordingProcesses recorded = new();
        var processes = Substitute.For<IProcessRunner>();
        processes
            .Start(Arg.Any<FilePath>(), Arg.Any<ProcessSettings>())
            .Returns(call =>
            {
                var process = recorded.Start(call.Arg<FilePath>(), call.Arg<ProcessSettings>());
                return call.Arg<FilePath>().FullPath == plugin ? throw new System.ComponentModel.Win32Exception(8) : process;
            });
        using var docker = new DockerCase(processes: processes, content: Elf);
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);

        await docker.Cli.ListBuilders();

        Assert.Equal([plugin, docker.Docker!], recorded.Started.Select(process => process.Path.FullPath));
    }

    [Fact]
    public async Task LeavesItToTheDockerThatABuildHasRegistered()
    {
        using var docker = new DockerCase();
        machine.Program("cli-plugins/docker-buildx");
        docker.Config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);
        docker.Registered.Register(Docker(Elf));

        await docker.Cli.ListBuilders();

        Assert.Equal(machine.File("usr/docker"), docker.Processes.Only.Path.FullPath);
        Assert.False(docker.Processes.Only.Settings.EnvironmentVariables.ContainsKey("DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND"));
    }

    private static byte[] Program(params byte[] start) => [.. start, .. new byte[10_000_000]];

    private string Docker(byte[] content) => machine.Program("usr/docker", content);

    private string? Find(string docker, params string[] folders) => BuildxPlugin.Find(docker, [.. folders.Select(machine.File)]);
}
