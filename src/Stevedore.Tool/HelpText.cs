using Stevedore.Arguments;
using Stevedore.Terminal;

namespace Stevedore.Tool;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    /// <summary>All verbs, by group.</summary>
    public static IEnumerable<string> Of(Verbs verbs) =>
        [
            "stevedore: takes a commit to container images in a registry and on to the service that runs them",
            "",
            "Usage: stevedore <verb> [arguments]",
            .. verbs
                .All.GroupBy(verb => verb.Group)
                .SelectMany(group => Section(group.Key, group.Select(verb => (verb.Words, verb.Meaning)), Width(verbs))),
            .. Section(
                "Shell",
                [
                    (
                        $"{CommandLine.CompletionVerb} <{string.Join('|', Completions.Shell.Names)}>",
                        "Prints what completes all this, here and for ./build.sh."
                    ),
                ],
                Width(verbs)
            ),
            "",
            "Examples:",
            .. verbs.All.Where(verb => verb.Example is not null).Select(Example),
            "",
            "`stevedore <verb> --help` lists a verb's arguments. The names of targets are verbs as well: `stevedore ShipPush`.",
            "Where build/Build.csproj references Stevedore, that build runs, with its tasks and its settings; --no-build-project leaves it out.",
            "Exit codes: 0 done, 1 failed, 130 cancelled.",
        ];

    /// <summary>One verb and its arguments.</summary>
    public static IEnumerable<string> Of(Verb verb) =>
        [
            $"stevedore {verb.Words}: {verb.Meaning.TrimEnd('.')}",
            "",
            $"Usage: stevedore {verb.Words} [arguments]",
            .. Arguments("Arguments", verb.Arguments),
            .. Arguments("Arguments of every verb", [.. CommonArguments.OfCake, .. CommonArguments.OfTheTool]),
            .. verb.Example is null ? (string[])[] : ["", "Example:", Example(verb)],
            "",
            $"The target is {verb.Target}.",
        ];

    private static int Width(Verbs verbs) => verbs.All.Max(verb => verb.Words.Length);

    private static IEnumerable<string> Arguments(string title, ImmutableArray<TaskArgument> arguments) =>
        arguments.IsEmpty ? [] : Section(title, arguments.Select(argument => (argument.Form, argument.Meaning)), 0);

    private static string Example(Verb verb) => $"  stevedore {verb.Words} {verb.Example}".TrimEnd();

    private static IEnumerable<string> Section(string title, IEnumerable<(string Name, string Meaning)> rows, int width) =>
        [
            "",
            $"{title}:",
            .. TextTable.Render([.. rows.Select(row => (IReadOnlyList<string>)[$"  {row.Name.PadRight(width)}", row.Meaning])]),
        ];
}
