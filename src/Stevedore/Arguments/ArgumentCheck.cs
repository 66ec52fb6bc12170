using Cake.Core;

namespace Stevedore.Arguments;

/// <summary>Refuses targets that there are not, and arguments that are almost those of a task.</summary>
/// <param name="tasks">What the host may run.</param>
/// <param name="isListing">Whether the host only lists its tasks, for which the target that none named need not be there.</param>
internal sealed class ArgumentCheck(KnownTasks tasks, bool isListing = false)
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

    /// <summary>Whether the command line asks the host to list its tasks, and to run none.</summary>
    public static bool IsListing(IEnumerable<string> commandLine) =>
        commandLine.Any(given => given is "--description" or "--descriptions" or "--showdescription" or "--tree" or "--showtree");

    /// <exception cref="StevedoreException">A target is not known, or a name is not and is almost one that is.</exception>
    public void Run(ICakeArguments arguments)
    {
        string[] common = [.. ShipArgumentsAttribute.All.Select(argument => argument.Name), .. Cake];
        string[] others = [.. arguments.GetArguments().Keys.Where(given => !common.Contains(given, StringComparer.OrdinalIgnoreCase))];
        if (others.Length > 0)
        {
            // Read from the tasks' classes only here, since that takes longer than all else that a plan needs of arguments.
            NearMiss.Check(others, [.. common, .. tasks.Arguments.Select(argument => argument.Name)]);
            CheckUpload(arguments);
        }

        if (!isListing && tasks.Names is { } names)
        {
            UnknownTarget.Check(arguments.GetArguments("target"), names);
        }
    }

    // What runs here is built from the tree as it is: whoever says so means elsewhere.
    private void CheckUpload(ICakeArguments arguments)
    {
        if (
            RunOptions.Flag(arguments, "upload")
            && !arguments.HasArgument("on")
            && arguments.GetArguments("target").Any(target => tasks.ArgumentsOf(target).Any(argument => argument.Name == "on"))
        )
        {
            throw new StevedoreException(
                "Cannot upload the working tree",
                "nothing says that the target runs elsewhere",
                "Add --on=codebuild, or leave --upload out to run here."
            );
        }
    }
}
