using System.CommandLine;
using System.CommandLine.Parsing;
using Stevedore.Arguments;

namespace Stevedore.Tool;

/// <summary>The arguments behind a verb, made into those of a Frosting host.</summary>
internal static class VerbCommand
{
    private const string Verbosity = "verbosity";

    private static readonly ParserConfiguration Configuration = new()
    {
        EnablePosixBundling = false,
        // A value may begin with @.
        ResponseFileTokenReplacer = null,
    };

    /// <exception cref="StevedoreException">The task does not declare an argument, or it has no value.</exception>
    public static ImmutableArray<string> Read(Verb verb, IReadOnlyList<string> given)
    {
        var command = new Command(verb.Words.Split(' ')[^1], verb.Meaning);
        ImmutableArray<TaskArgument> arguments = [.. verb.Arguments, .. CommonArguments.OfCake];
        foreach (var argument in arguments)
        {
            command.Options.Add(OptionOf(argument));
        }

        var parsed = command.Parse(given, Configuration);
        if (parsed.UnmatchedTokens is [var unmatched, ..])
        {
            throw Unknown(verb, arguments, unmatched);
        }

        return parsed.Errors is [var error, ..]
            ? throw new StevedoreException(
                $"Cannot read the arguments of `stevedore {verb.Words}`",
                OutsideText.Clean(error.Message).TrimEnd('.'),
                $"`stevedore {verb.Words} --help` lists them."
            )
            : [.. parsed.CommandResult.Children.OfType<OptionResult>().Where(result => !result.Implicit).SelectMany(Written)];
    }

    private static Option OptionOf(TaskArgument argument)
    {
        Option option =
            argument.Values is null ? new Option<bool>($"--{argument.Name}")
            : argument.NeedsNoValue ? new ValueOrNone($"--{argument.Name}")
            // What is not there is told in our own words.
            : new Option<string[]>($"--{argument.Name}") { Arity = ArgumentArity.ZeroOrMore };
        option.Description = argument.Meaning;
        option.HelpName = argument.Values;
        if (argument.Name is Verbosity or "exclusive")
        {
            option.Aliases.Add($"-{argument.Name[0]}");
        }

        return option;
    }

    private static IEnumerable<string> Written(OptionResult result)
    {
        var name = result.Option.Name.TrimStart('-');
        if (name == Verbosity && result.Tokens.FirstOrDefault(token => !IsVerbosity(token.Value)) is { Value.Length: > 0 } odd)
        {
            throw new StevedoreException(
                $"Cannot read --{Verbosity}={OutsideText.Clean(odd.Value)}",
                "there is no such verbosity",
                $"Write one of {CommonArguments.Verbosities.Replace("|", ", ", StringComparison.Ordinal)}."
            );
        }

        var isFlag = result.Option.ValueType == typeof(bool);
        if ((isFlag || result.Option is ValueOrNone) && result.Tokens.Count == 0)
        {
            return [$"--{name}"];
        }

        return result.Tokens.Count == 0 || result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value))
            ? throw RunOptions.Empty(name, isFlag)
            : result.Tokens.Select(token => $"--{name}={token.Value}");
    }

    // Cake takes the first letter as well.
    private static bool IsVerbosity(string given) =>
        CommonArguments
            .Verbosities.Split('|')
            .Any(name =>
                string.Equals(name, given, StringComparison.OrdinalIgnoreCase)
                || string.Equals(name[..1], given, StringComparison.OrdinalIgnoreCase)
            );

    private static StevedoreException Unknown(Verb verb, ImmutableArray<TaskArgument> arguments, string given)
    {
        var name = given.Split('=')[0];
        return given.StartsWith('-')
            ? new(
                $"Unknown argument {OutsideText.Clean(name)}",
                $"`stevedore {verb.Words}` has none of that name",
                Nearest.Of(name.TrimStart('-'), arguments.Select(argument => argument.Name)) is { } near
                    ? $"Did you mean --{near}?"
                    : $"`stevedore {verb.Words} --help` lists all."
            )
            : new(
                $"Cannot read '{OutsideText.Clean(given)}'",
                $"`stevedore {verb.Words}` takes no words behind it",
                $"Write what is meant as an argument, --name=value; `stevedore {verb.Words} --help` lists all."
            );
    }

    private sealed class ValueOrNone : Option<string[]>
    {
        public ValueOrNone(string name)
            : base(name) => Arity = ArgumentArity.ZeroOrMore;
    }
}
