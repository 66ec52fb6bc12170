using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Cake.Docker.Internal;

namespace Cake.Docker;

/// <summary>Runs any docker command whose options are properties of its settings.</summary>
/// <typeparam name="TSettings">The settings of the command.</typeparam>
public class GenericDockerRunner<TSettings> : DockerTool<TSettings>
    where TSettings : AutoToolSettings, new()
{
    public GenericDockerRunner(IFileSystem fileSystem, ICakeEnvironment environment, IProcessRunner processRunner, IToolLocator tools)
        : base(fileSystem, environment, processRunner, tools) { }

    /// <summary>Runs the command.</summary>
    /// <param name="command">Its words, for example <c>buildx bake</c>.</param>
    /// <param name="settings">Its options.</param>
    /// <param name="additional">What follows the options, as it is: quote what may hold a space.</param>
    public void Run(string command, TSettings settings, string[] additional)
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(additional);
        Run(settings, DockerArguments.Of(command, settings, additional));
    }

    /// <summary>Runs the command and reads its standard output, which is then not shown.</summary>
    /// <param name="command">Its words, for example <c>buildx inspect</c>.</param>
    /// <param name="settings">Its options.</param>
    /// <param name="processOutput">Makes the result from the lines.</param>
    /// <param name="arguments">What follows the options, as it is: quote what may hold a space.</param>
    public T[] RunWithResult<T>(string command, TSettings settings, Func<IEnumerable<string>, T[]> processOutput, params string[] arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(processOutput);
        T[] result = [];
        Run(
            settings,
            DockerArguments.Of(command, settings, arguments),
            new ProcessSettings { RedirectStandardOutput = true },
            process => result = processOutput(process.GetStandardOutput())
        );
        return result;
    }
}
