using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    /// <summary>Runs a docker command as it is written.</summary>
    /// <returns>The lines of its standard output.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerCustomCommand(this ICakeContext context, string command)
    {
        return context.DockerCustomCommand(new DockerCustomCommandSettings(), command);
    }

    /// <summary>Runs a docker command as it is written.</summary>
    /// <returns>The lines of its standard output.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerCustomCommand(this ICakeContext context, DockerCustomCommandSettings settings, string command)
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        var space = command.IndexOf(' ', StringComparison.Ordinal);
        var name = space < 0 ? command : command[..space];
        var rest = space < 0 ? string.Empty : command[space..];
        return RunnerOf<DockerCustomCommandSettings>(context).RunWithResult(name, settings, lines => lines.ToArray(), rest);
    }
}
