using System.Reflection;
using Cake.Frosting;
using Stevedore.Arguments;

namespace Stevedore.Tool;

/// <summary>What a person may say instead of a target.</summary>
/// <param name="Words">One or two words.</param>
/// <param name="Target">The name of the task.</param>
/// <param name="Meaning">One sentence.</param>
/// <param name="Group">The heading under which help lists it.</param>
/// <param name="Example">What may stand behind it; null for no example.</param>
/// <param name="Arguments">Those that the task declares.</param>
internal sealed record Verb(
    string Words,
    string Target,
    string Meaning,
    string Group,
    string? Example,
    ImmutableArray<TaskArgument> Arguments
);

/// <summary>What the tasks of an assembly are called.</summary>
/// <param name="All">Those that have a verb, in the order of their groups and words.</param>
/// <param name="Targets">The names of all tasks.</param>
internal sealed record Verbs(ImmutableArray<Verb> All, ImmutableArray<string> Targets)
{
    // What a person needs first stands first.
    private static readonly string[] Groups = ["Start", "Ship", "Credentials", "Deploy", "Pipeline"];

    /// <summary>Those of the tasks that this tool carries.</summary>
    public static Verbs OfStevedore() => Of(typeof(StevedoreHost).Assembly.GetExportedTypes());

    public static Verbs Of(IEnumerable<Type> types)
    {
        var tasks = types.Where(type => type.IsDefined(typeof(TaskNameAttribute), inherit: false)).ToArray();
        var verbs = tasks.SelectMany(task => task.GetCustomAttributes<VerbAttribute>().Select(verb => Of(task, verb)));
        return new(
            [.. verbs.OrderBy(verb => Rank(verb.Group)).ThenBy(verb => verb.Words, StringComparer.Ordinal)],
            [.. tasks.Select(NameOf)]
        );
    }

    /// <summary>The verb of a target; null where there is none.</summary>
    public Verb? OfTarget(string target) =>
        All.FirstOrDefault(verb => string.Equals(verb.Target, target, StringComparison.OrdinalIgnoreCase));

    private static Verb Of(Type task, VerbAttribute verb) =>
        new(
            verb.Words,
            NameOf(task),
            task.GetCustomAttribute<TaskDescriptionAttribute>()!.Description,
            verb.Group,
            verb.Example,
            [.. KnownTasks.Declared(task)]
        );

    private static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()!.Name;

    private static int Rank(string group) => Array.IndexOf(Groups, group) is >= 0 and var rank ? rank : Groups.Length;
}
