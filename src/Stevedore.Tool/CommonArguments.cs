using Stevedore.Arguments;

namespace Stevedore.Tool;

/// <summary>The arguments that stand behind any verb: the tool's own, and those that go to Cake.</summary>
internal static class CommonArguments
{
    public const string Working = "working";

    public const string NoBuildProject = "no-build-project";

    /// <summary>Cake's, joined by bars.</summary>
    public const string Verbosities = "quiet|minimal|normal|verbose|diagnostic";

    /// <summary>Those that say where and by what to run, and not what.</summary>
    public static readonly ImmutableArray<TaskArgument> OfTheTool =
    [
        new(Working, "The folder to look for the repository from. Default: the one that the command runs in.", "folder"),
        new(NoBuildProject, "Run this tool's tasks although build/Build.csproj has its own."),
    ];

    public static readonly ImmutableArray<TaskArgument> OfCake =
    [
        new("verbosity", "How much is said.", Verbosities),
        new("dryrun", "Show which tasks would run."),
        new("exclusive", "Run the task without those that it depends on."),
    ];
}
