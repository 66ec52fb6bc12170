using Stevedore.Arguments;

namespace Stevedore.Tool.Completions;

/// <summary>What may stand at a place of a command line.</summary>
/// <param name="Text">An argument that takes a value ends with <c>=</c>.</param>
internal sealed record Choice(string Text, string Meaning);

/// <param name="Words">What stands before it, such as <c>credentials</c>; empty for the first word.</param>
/// <param name="Choices">What may stand there.</param>
internal sealed record ChoicePlace(string Words, ImmutableArray<Choice> Choices);

/// <summary>All that can be completed.</summary>
/// <param name="Places">Those of the tool.</param>
/// <param name="Build">The arguments of a build's launcher, whose verbs are the values of <c>--target</c>.</param>
/// <param name="Targets">Those values.</param>
internal sealed record CompletedWords(ImmutableArray<ChoicePlace> Places, ImmutableArray<Choice> Build, ImmutableArray<string> Targets)
{
    private const string Completion = CommandLine.CompletionVerb;

    private static readonly ImmutableArray<Choice> OfABuild =
    [
        new("--target=", "The task to run."),
        new("--description", "List the tasks."),
        new("--tree", "Show which tasks depend on which."),
        new("--help", "Show all arguments."),
    ];

    public static CompletedWords Of(Verbs verbs)
    {
        var pairs = verbs.All.Where(verb => verb.Words.Contains(' ')).ToLookup(verb => verb.Words.Split(' ')[0]);
        ImmutableArray<Choice> common =
        [
            .. CommonArguments.OfCake.Concat(CommonArguments.OfTheTool).Select(Of),
            new("--help", "Show what this takes."),
        ];
        var places = verbs.All.Select(verb => new ChoicePlace(verb.Words, [.. verb.Arguments.Select(Of), .. common]));
        return new(
            [
                new("", [.. First(verbs), new(Completion, "Prints what completes all this.")]),
                .. pairs.Select(pair => new ChoicePlace(
                    pair.Key,
                    [.. pair.Select(verb => new Choice(verb.Words.Split(' ')[1], verb.Meaning))]
                )),
                .. places,
                new(Completion, [.. Shell.Names.Select(name => new Choice(name, $"For {name}."))]),
            ],
            [
                .. OfABuild,
                .. verbs
                    .All.SelectMany(verb => verb.Arguments)
                    .DistinctBy(argument => argument.Name)
                    .Concat(CommonArguments.OfCake)
                    .Select(Of),
            ],
            verbs.Targets
        );
    }

    private static IEnumerable<Choice> First(Verbs verbs) =>
        verbs
            .All.Select(verb =>
                verb.Words.Split(' ') is [var only] ? new Choice(only, verb.Meaning) : new(verb.Words.Split(' ')[0], $"{verb.Group}.")
            )
            .DistinctBy(choice => choice.Text);

    private static Choice Of(TaskArgument argument) =>
        new($"--{argument.Name}{(argument.Values is null || argument.NeedsNoValue ? "" : "=")}", argument.Meaning);
}
