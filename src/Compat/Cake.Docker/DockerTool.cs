using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Docker;

/// <summary>The docker command.</summary>
/// <typeparam name="TSettings">What is known of its options.</typeparam>
public abstract class DockerTool<TSettings> : Tool<TSettings>
    where TSettings : ToolSettings
{
    protected DockerTool(IFileSystem fileSystem, ICakeEnvironment environment, IProcessRunner processRunner, IToolLocator tools)
        : base(fileSystem, environment, processRunner, tools) { }

    protected override string GetToolName() => "Docker";

    // Where Linux runs under Windows both exist, and the Linux one is meant.
    protected override IEnumerable<string> GetToolExecutableNames() => ["docker", "docker.exe"];
}
