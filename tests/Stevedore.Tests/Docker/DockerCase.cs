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
    private readonly TemporaryFolder programs = new();

    public DockerCase(bool isInstalled = true, IProcessRunner? processes = null, TimeSpan? patience = null, byte[]? content = null)
    {
        Config = new(new(cleanUp), new(), cleanUp);
        // What Cake finds in the folder tools of a repository: a tool must be a file that exists, and this assembly stands for docker.
        FilePath ofRepository = typeof(DockerCase).Assembly.Location;
        var tools = Substitute.For<IToolLocator>();
        tools.Resolve(Arg.Any<IEnumerable<string>>()).Returns(ofRepository);
        tools.Resolve(Arg.Any<string>()).Returns(ofRepository);
        Environment.GetEnvironmentVariable("PATH").Returns($"tools::.:{programs.Path}");
        Environment.WorkingDirectory.Returns(new DirectoryPath(programs.Path));
        Environment.Platform.Returns(new CakePlatform());
        if (isInstalled)
        {
            Docker = content is null ? programs.Program("docker") : programs.Program("docker", content);
        }

        Registered = new(Environment);
        Cli = new(Context(tools, processes ?? Processes), Config, cleanUp, new(), Registered, patience);
    }

    public RecordingProcesses Processes { get; } = new();

    public PrivateDockerConfig Config { get; }

    public DockerCli Cli { get; }

    /// <summary>The docker on the PATH; null where there is none.</summary>
    public string? Docker { get; }

    public ToolRepository Registered { get; }

    private ICakeEnvironment Environment { get; } = Substitute.For<ICakeEnvironment>();

    public void Dispose()
    {
        cleanUp.Dispose();
        programs.Dispose();
    }

    private CakeContext Context(IToolLocator tools, IProcessRunner processes) =>
        new(
            new FileSystem(),
            Environment,
            Substitute.For<IGlobber>(),
            new NullLog(),
            new GivenArguments(),
            processes,
            Substitute.For<IRegistry>(),
            tools,
            new CakeDataService(),
            Substitute.For<ICakeConfiguration>(),
            Substitute.For<IToolInstaller>(),
            Substitute.For<IServiceProvider>()
        );
}
