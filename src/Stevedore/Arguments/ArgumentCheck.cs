using System.Reflection;
using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace Stevedore.Arguments;

/// <summary>Refuses arguments that are almost those of a task.</summary>
/// <param name="services">Asked for the tasks only when they are needed: a task may itself need what checks arguments.</param>
internal sealed class ArgumentCheck(IServiceProvider services)
{
    // What Cake reads itself and hands on among the arguments.
    private static readonly ImmutableArray<string> Cake =
    [
        "target",
        "t",
        "working",
        "w",
        "verbosity",
        "v",
        "description",
        "descriptions",
        "tree",
        "dryrun",
        "noop",
        "whatif",
        "exclusive",
        "e",
        "version",
        "info",
        "help",
        "h",
    ];

    /// <exception cref="StevedoreException">A name is not known, and almost one that is.</exception>
    public void Run(ICakeArguments arguments)
    {
        var given = arguments.GetArguments().Keys;
        var common = ShipArgumentsAttribute.All.Select(argument => argument.Name).Concat(Cake).ToArray();
        if (!given.All(name => common.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            NearMiss.Check(
                given,
                [.. common, .. services.GetServices<IFrostingTask>().SelectMany(Declared).Select(argument => argument.Name)]
            );
        }
    }

    /// <summary>The arguments that a task declares.</summary>
    public static IEnumerable<TaskArgument> Declared(IFrostingTask task) =>
        task.GetType().GetCustomAttributes().OfType<ITaskArguments>().SelectMany(declared => declared.Arguments);
}
