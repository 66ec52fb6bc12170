using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using NSubstitute;

namespace Stevedore.Tests.Compat.CakeDocker;

/// <summary>A Cake context on which docker exists, and every process is recorded.</summary>
internal sealed class DockerFixture
{
    public DockerFixture()
    {
        var environment = new CakeEnvironment(new CakePlatform(), new CakeRuntime());
        var tools = Substitute.For<IToolLocator>();
        tools.Resolve(Arg.Any<IEnumerable<string>>()).Returns(call => ToolOf(call.Arg<IEnumerable<string>>()));
        tools.Resolve(Arg.Any<string>()).Returns(call => ToolOf([call.Arg<string>()]));
        Context = new CakeContext(
            new FileSystem(),
            environment,
            Substitute.For<IGlobber>(),
            new NullLog(),
            Substitute.For<ICakeArguments>(),
            Processes,
            Substitute.For<IRegistry>(),
            tools,
            new CakeDataService(),
            Substitute.For<ICakeConfiguration>(),
            Substitute.For<IToolInstaller>(),
            Substitute.For<IServiceProvider>()
        );
    }

    public ICakeContext Context { get; }

    public RecordingProcesses Processes { get; } = new();

    /// <summary>The names by which docker was looked for, in order.</summary>
    public IReadOnlyList<string> LookedFor { get; private set; } = [];

    // The test's own assembly stands for docker: a tool must be a file that exists.
    private FilePath ToolOf(IEnumerable<string> names)
    {
        LookedFor = [.. names];
        return typeof(DockerFixture).Assembly.Location;
    }
}
