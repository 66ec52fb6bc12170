using Stevedore.Credentials;
using Stevedore.Docker;
using Stevedore.Tests.Credentials;
using Xunit;

namespace Stevedore.Tests.Docker;

[Collection(UsingTheDockerConfig.Name)]
public sealed class StartingBuildx : IDisposable
{
    // The beginnings of programs of Linux and macOS.
    private static readonly byte[] Elf = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2];
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

        Assert.Equal(plugin, Find(Docker([(byte)first, (byte)second, (byte)third, (byte)fourth]), "plugins"));
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
    public void PassesOverALinkToNothing()
    {
        Directory.CreateDirectory(machine.File("old"));
        File.CreateSymbolicLink(machine.File("old/docker-buildx"), machine.File("gone"));
        var plugin = machine.Program("plugins/docker-buildx");

        Assert.Equal(plugin, Find(Docker(Elf), "old", "plugins"));
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
    public void IsLeftToDockerWhereAFolderStartsFromTheWorkingFolder() => Assert.Null(BuildxPlugin.Find(Docker(Elf), ["plugins"]));

    [Theory]
    [InlineData("")]
    [InlineData("ELF")]
    public void IsLeftToADockerThatIsNoProgram(string text)
    {
        machine.Program("plugins/docker-buildx");
        File.WriteAllText(machine.File("docker"), text);

        Assert.Null(Find(machine.File("docker"), "plugins"));
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
        Assert.Equal(docker.Config.Variables["DOCKER_CONFIG"], process.Settings.EnvironmentVariables["DOCKER_CONFIG"]);
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

    private string Docker(byte[] content) => machine.Program("usr/docker", content);

    private string? Find(string docker, params string[] folders) => BuildxPlugin.Find(docker, [.. folders.Select(machine.File)]);
}
