using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using NSubstitute;
using Stevedore.Docker;
using Stevedore.Tests.Arguments;

namespace Stevedore.Tests.Docker;

/// <summary>docker by way of Cake, with every process recorded and none started.</summary>
internal sealed class DockerCase : IDisposable
{
    private readonly CleanUp cleanUp = new();

    public DockerCase(bool isInstalled = true)
    {
        Config = new(cleanUp);
        var tools = Substitute.For<IToolLocator>();
        // A tool must be a file that exists: this assembly stands for docker.
        FilePath? docker = isInstalled ? typeof(DockerCase).Assembly.Location : null;
        tools.Resolve(Arg.Any<IEnumerable<string>>()).Returns(docker);
        tools.Resolve(Arg.Any<string>()).Returns(docker);
        Cli = new(Context(tools), Config, cleanUp, new());
    }

    public RecordingProcesses Processes { get; } = new();

    public PrivateDockerConfig Config { get; }

    public DockerCli Cli { get; }

    public void Dispose() => cleanUp.Dispose();

    private CakeContext Context(IToolLocator tools) =>
        new(
            new FileSystem(),
            new CakeEnvironment(new CakePlatform(), new CakeRuntime()),
            Substitute.For<IGlobber>(),
            new NullLog(),
            new GivenArguments(),
            Processes,
            Substitute.For<IRegistry>(),
            tools,
            new CakeDataService(),
            Substitute.For<ICakeConfiguration>(),
            Substitute.For<IToolInstaller>(),
            Substitute.For<IServiceProvider>()
        );
}
