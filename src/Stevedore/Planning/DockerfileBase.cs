using System.Text.RegularExpressions;

namespace Stevedore.Planning;

/// <summary>Finds the image that a Dockerfile's final stage starts from.</summary>
/// <remarks>Reads FROM and the ARG lines before the first FROM, as the Dockerfile reference defines them; nothing else matters here.</remarks>
public static partial class DockerfileBase
{
    /// <summary>Null when the stage stands on <c>scratch</c>, or on what cannot be told from the text. What it is may be the name of a context.</summary>
    /// <param name="text">The Dockerfile.</param>
    /// <param name="target">The stage that is built; null for the last.</param>
    /// <param name="arguments">Build arguments, which beat the defaults of ARG.</param>
    public static string? Of(string text, string? target, IReadOnlyDictionary<string, string> arguments)
    {
        var stages = Stages(text, arguments);
        var position = target is null ? stages.Count - 1 : stages.FindLastIndex(stage => SameName(stage.Name, target));
        while (position >= 0)
        {
            var name = stages[position].Base;
            if (name.Length == 0 || SameName(name, "scratch"))
            {
                return null;
            }

            position = stages.FindLastIndex(Math.Max(position - 1, 0), position, stage => SameName(stage.Name, name));
            if (position < 0)
            {
                return name;
            }
        }

        return null;
    }

    private static List<Stage> Stages(string text, IReadOnlyDictionary<string, string> arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var stages = new List<Stage>();
        foreach (var line in Instructions(text))
        {
            if (stages.Count == 0 && Argument().Match(line) is { Success: true } declared)
            {
                foreach (var argument in Assignment().Matches(declared.Groups["list"].Value).Cast<Match>())
                {
                    var name = argument.Groups["name"].Value;
                    values[name] = arguments.GetValueOrDefault(name, Expand(argument.Groups["value"].Value.Trim('"', '\''), values));
                }
            }
            else if (From().Match(line) is { Success: true } from)
            {
                stages.Add(new(Expand(from.Groups["base"].Value, values), from.Groups["name"].Value));
            }
        }

        return stages;
    }

    // One instruction a line: comments left out, continued lines joined, the text of heredocs passed over.
    internal static IEnumerable<string> Instructions(string text)
    {
        var endings = new Queue<string>();
        var instruction = "";
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (endings.TryPeek(out var ending))
            {
                _ = line.TrimStart('\t') == ending && endings.TryDequeue(out _);
                continue;
            }

            if (line.TrimStart().StartsWith('#') || (instruction.Length > 0 && string.IsNullOrWhiteSpace(line)))
            {
                continue;
            }

            var trimmed = line.TrimEnd();
            instruction += trimmed.EndsWith('\\') ? trimmed[..^1] : line;
            if (!trimmed.EndsWith('\\'))
            {
                yield return instruction;
                endings = new(
                    WithHeredoc().IsMatch(instruction) ? Heredoc().Matches(instruction).Select(match => match.Groups["ending"].Value) : []
                );
                instruction = "";
            }
        }

        yield return instruction;
    }

    // Empty when a variable has no value: what stands there then is not in this text.
    private static string Expand(string value, Dictionary<string, string> values)
    {
        var isKnown = true;
        var expanded = Variable().Replace(value, Known);
        return isKnown && !expanded.Contains('$', StringComparison.Ordinal) ? expanded : "";

        string Known(Match match)
        {
            var known = values.GetValueOrDefault(match.Groups["name"].Value, "");
            isKnown &= known.Length > 0 || match.Groups["default"].Success;
            return known.Length > 0 ? known : match.Groups["default"].Value;
        }
    }

    private static bool SameName(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^\s*ARG\s+(?<list>.*)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Argument();

    [GeneratedRegex(@"(?<name>\w+)(?:=(?<value>""[^""]*""|'[^']*'|\S*))?", RegexOptions.ExplicitCapture, 1000)]
    internal static partial Regex Assignment();

    [GeneratedRegex(
        @"^\s*FROM\s+(?:--\S+\s+)*(?<base>\S+)(?:\s+AS\s+(?<name>\S+))?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex From();

    [GeneratedRegex(@"\$(?:\{(?<name>\w+)(?::-(?<default>[^}]*))?\}|(?<name>\w+))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    // Only these instructions take heredocs; elsewhere << is text.
    [GeneratedRegex(@"^\s*(?:RUN|COPY|ADD)\s", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WithHeredoc();

    [GeneratedRegex(@"(?<=\s)[0-9]*<<-?(?<quote>[""']?)(?<ending>\w+)\k<quote>(?=\s|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heredoc();

    private sealed record Stage(string Base, string Name);
}
