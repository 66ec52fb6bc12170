using System.Text.RegularExpressions;

namespace Stevedore.Planning;

/// <summary>Finds the image that a Dockerfile's final stage starts from.</summary>
/// <remarks>Reads FROM and the ARG lines before the first FROM, as the Dockerfile reference defines them; nothing else matters here.</remarks>
public static partial class DockerfileBase
{
    /// <summary>Null when the stage stands on <c>scratch</c>, on a named context, or on what cannot be told from the text.</summary>
    /// <param name="text">The Dockerfile.</param>
    /// <param name="target">The stage that is built; null for the last.</param>
    /// <param name="arguments">Build arguments, which beat the defaults of ARG.</param>
    /// <param name="contexts">The names of named contexts, which beat images of the same name.</param>
    public static string? Of(
        string text,
        string? target,
        IReadOnlyDictionary<string, string> arguments,
        IReadOnlyCollection<string> contexts
    )
    {
        var stages = Stages(text, arguments);
        var position = target is null ? stages.Count - 1 : stages.FindLastIndex(stage => SameName(stage.Name, target));
        while (position >= 0)
        {
            var name = stages[position].Base;
            if (name.Length == 0 || SameName(name, "scratch") || contexts.Contains(name))
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
        foreach (var line in LogicalLines(text))
        {
            if (stages.Count == 0 && Argument().Match(line) is { Success: true } argument)
            {
                var name = argument.Groups["name"].Value;
                values[name] = arguments.GetValueOrDefault(name, Expand(argument.Groups["value"].Value.Trim('"', '\''), values));
            }
            else if (From().Match(line) is { Success: true } from)
            {
                stages.Add(new(Expand(from.Groups["base"].Value, values), from.Groups["name"].Value));
            }
        }

        return stages;
    }

    private static IEnumerable<string> LogicalLines(string text) =>
        text.ReplaceLineEndings("\n")
            .Split('\n')
            .Where(line => !line.TrimStart().StartsWith('#'))
            .Aggregate(
                new List<string> { "" },
                (lines, line) =>
                {
                    var continues = line.TrimEnd().EndsWith('\\');
                    lines[^1] += continues ? line.TrimEnd()[..^1] : line;
                    if (!continues)
                    {
                        lines.Add("");
                    }

                    return lines;
                }
            );

    private static string Expand(string value, Dictionary<string, string> values) =>
        Variable()
            .Replace(
                value,
                match =>
                {
                    var known = values.GetValueOrDefault(match.Groups["name"].Value, "");
                    return known.Length > 0 ? known : match.Groups["default"].Value;
                }
            );

    private static bool SameName(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^\s*ARG\s+(?<name>\w+)(?:=(?<value>\S*))?", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Argument();

    [GeneratedRegex(
        @"^\s*FROM\s+(?:--\S+\s+)*(?<base>\S+)(?:\s+AS\s+(?<name>\S+))?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex From();

    [GeneratedRegex(@"\$(?:\{(?<name>\w+)(?::-(?<default>[^}]*))?\}|(?<name>\w+))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    private sealed record Stage(string Base, string Name);
}
