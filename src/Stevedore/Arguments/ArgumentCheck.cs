using Cake.Core;

namespace Stevedore.Arguments;

/// <summary>Refuses targets that there are not, and arguments that are almost those of a task.</summary>
/// <param name="tasks">What the host may run.</param>
internal sealed class ArgumentCheck(KnownTasks tasks)
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

    /// <exception cref="StevedoreException">A target is not known, or a name is not and is almost one that is.</exception>
    public void Run(ICakeArguments arguments)
    {
        var common = ShipArgumentsAttribute.All.Select(argument => argument.Name).Concat(Cake);
        NearMiss.Check(arguments.GetArguments().Keys, [.. common, .. tasks.Arguments.Select(argument => argument.Name)]);
        if (tasks.Names is { } names)
        {
            UnknownTarget.Check(arguments.GetArguments("target"), names);
        }
    }
}
