using Stevedore.Arguments;

namespace Stevedore.Tool;

/// <summary>Reads a command line: a verb or the name of a target, and arguments; or what a Frosting host takes, such as <c>--target=Ship</c>.</summary>
/// <param name="hasBuild">Whether a build of the repository runs it, which may have targets and arguments that are not known here.</param>
internal sealed class CommandLine(Verbs verbs, bool hasBuild)
{
    public const string CompletionVerb = "completion";

    private static readonly ImmutableArray<string> HelpWords = ["--help", "-h", "-?"];
    private static readonly ImmutableArray<string> Hosts = ["target", "t", "tree", "description", "descriptions", "info"];

    /// <exception cref="StevedoreException">It names what is not there, or an argument has no value.</exception>
    public Invocation Read(ImmutableArray<string> given)
    {
        // What stands behind it is for the build.
        if (given.TakeWhile(word => word != "--").Any(HelpWords.Contains) || given is [] or ["help", ..])
        {
            return Help([.. given.SkipWhile(word => word == "help").TakeWhile(IsWord)]);
        }

        return given switch
        {
            ["--version"] => new Invocation.Version(),
            [CompletionVerb, .. var shell] => new Invocation.Completion(Shell(shell)),
            [var first, ..] when !IsWord(first) => OfAHost(given),
            _ => OfAVerb(given),
        };
    }

    private Invocation.Help Help(ImmutableArray<string> words) => new(words.IsEmpty ? null : Find(words)?.Verb);

    private static string Shell(ImmutableArray<string> given) =>
        given is [var shell]
            ? shell
            : throw new StevedoreException(
                "Cannot complete",
                "the shell is missing",
                $"Write `stevedore {CompletionVerb} <shell>`: {string.Join(", ", Completions.Shell.Names)}."
            );

    private Invocation.Run OfAHost(ImmutableArray<string> given) =>
        hasBuild || given.Any(argument => Hosts.Contains(argument.TrimStart('-').Split('=')[0]))
            ? new(given)
            : throw new StevedoreException(
                "Cannot run",
                "the verb is missing",
                "Write it in front, such as `stevedore ship`; `stevedore --help` lists all."
            );

    private Invocation.Run OfAVerb(ImmutableArray<string> given)
    {
        var found = Find(given);
        if (found is var (verb, rest))
        {
            if (rest.FirstOrDefault(IsTarget) is { } target)
            {
                throw new StevedoreException(
                    $"Cannot run {OutsideText.Clean(target)}",
                    $"`stevedore {verb.Words}` says already what to run",
                    "Write one of them."
                );
            }

            return new([$"--target={verb.Target}", .. hasBuild ? rest : VerbCommand.Read(verb, rest)]);
        }

        var name = given[0];
        return verbs.Targets.Concat(hasBuild ? [name] : []).FirstOrDefault(target => Same(target, name)) is { } known
            ? new([$"--target={known}", .. given[1..]])
            : throw Unknown(given);
    }

    // Verbs are lower case, so that a build may have a task `Build` or `Push` of its own.
    private (Verb Verb, ImmutableArray<string> Arguments)? Find(ImmutableArray<string> given)
    {
        var verb =
            verbs.All.FirstOrDefault(verb => verb.Words.Split(' ') is var words && given.Take(words.Length).SequenceEqual(words))
            ?? verbs.OfTarget(given[0]);
        return verb is null ? null : (verb, given[(verb.Words.Split(' ') is var words && given[0] == words[0] ? words.Length : 1)..]);
    }

    private StevedoreException Unknown(ImmutableArray<string> given)
    {
        string[] whole =
        [
            .. verbs.All.Select(verb => verb.Words).Where(words => words.StartsWith($"{given[0]} ", StringComparison.Ordinal)),
        ];
        if (whole.Length > 0)
        {
            var second = given.ElementAtOrDefault(1) is { } word && IsWord(word) ? Nearest.Of($"{given[0]} {word}", whole) : null;
            return Fault(
                second is null ? given[0] : $"{given[0]} {given[1]}",
                second is null
                    ? $"Use {string.Join(" or ", whole.Select(words => $"`stevedore {words}`"))}."
                    : $"Did you mean `stevedore {second}`?"
            );
        }

        var near = Nearest.Of(given[0], [.. verbs.All.Select(verb => verb.Words.Split(' ')[0]), .. verbs.Targets, CompletionVerb, "help"]);
        return Fault(
            given[0],
            near is null ? "`stevedore --help` lists all." : $"Did you mean `stevedore {near}`? `stevedore --help` lists all."
        );
    }

    private static StevedoreException Fault(string words, string fix) =>
        new($"Cannot run '{OutsideText.Clean(words)}'", "there is no such verb or target", fix);

    private static bool IsWord(string given) => !given.StartsWith('-');

    private static bool IsTarget(string given) => given.Split('=')[0] is "--target" or "--Target" or "-t";

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
