namespace Stevedore.Tests.Stacks.Validation;

/// <summary>The patterns of policies: <c>*</c> for any text, <c>?</c> for one character.</summary>
internal static class Wildcard
{
    /// <summary>Stands in a resolved text for what is known only when the stack is made.</summary>
    public const char Hole = '\uFFFC';

    // Stand for a * and a ? that are no wildcards, since a policy variable brought them.
    private const char Star = '\uE000';
    private const char Question = '\uE001';

    /// <summary>The text as a pattern that matches nothing else.</summary>
    public static string Literal(string text) => text.Replace('*', Star).Replace('?', Question);

    /// <summary>A pattern as the text that it reads as where there are no wildcards.</summary>
    public static string Plain(string pattern) => pattern.Replace(Star, '*').Replace(Question, '?');

    public static bool Matches(string pattern, string text, bool ignoreCase = false)
    {
        var (at, next, star, mark) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (next < pattern.Length && pattern[next] == '*')
            {
                (star, mark, next) = (next, at, next + 1);
            }
            else if (next < pattern.Length && (pattern[next] == '?' || Same(pattern[next], text[at], ignoreCase)))
            {
                (at, next) = (at + 1, next + 1);
            }
            else if (star >= 0)
            {
                (next, mark, at) = (star + 1, mark + 1, mark + 1);
            }
            else
            {
                return false;
            }
        }

        return pattern[next..].All(rest => rest == '*');
    }

    private static bool Same(char one, char other, bool ignoreCase) =>
        one == other
        || (one == Star && other == '*')
        || (one == Question && other == '?')
        || (ignoreCase && char.ToLowerInvariant(one) == char.ToLowerInvariant(other));
}

/// <summary>Whether anything of a type of resource can be what a pattern of a policy means.</summary>
internal sealed class ArnPattern
{
    private readonly string pattern;
    private readonly ImmutableArray<(char Literal, string? Variable)> known;
    private readonly HashSet<(int, int, bool)> refused = [];

    private ArnPattern(string pattern, string arn) => (this.pattern, known) = (pattern, [.. Split(arn)]);

    /// <param name="pattern">With wildcards and holes.</param>
    /// <param name="arn">With <c>${…}</c>.</param>
    public static bool Fits(string pattern, string arn) => new ArnPattern(pattern, arn).Meet(0, 0, begun: false);

    private static IEnumerable<(char, string?)> Split(string arn)
    {
        for (var at = 0; at < arn.Length; at++)
        {
            if (arn[at] == '$' && arn.IndexOf('}', at) is var end and > 0)
            {
                yield return (default, arn[(at + 2)..end]);
                at = end;
            }
            else
            {
                yield return (arn[at], null);
            }
        }
    }

    // Both sides are patterns: they fit when some text is one and the other.
    private bool Meet(int at, int next, bool begun)
    {
        if (at == pattern.Length && next == known.Length)
        {
            return true;
        }

        if (!refused.Add((at, next, begun)))
        {
            return false;
        }

        var (literal, variable) = next < known.Length ? known[next] : default;
        if (begun && Meet(at, next + 1, begun: false))
        {
            return true;
        }

        if (at == pattern.Length)
        {
            return false;
        }

        if (pattern[at] is '*' or Wildcard.Hole)
        {
            return Meet(at + 1, next, begun) || (next < known.Length && Meet(at, next + 1, begun: false));
        }

        return next < known.Length
            && (
                variable is null
                    ? (pattern[at] == '?' || pattern[at] == literal) && Meet(at + 1, next + 1, begun: false)
                    : MayHave(variable, pattern[at]) && Meet(at + 1, next, begun: true)
            );
    }

    private static bool MayHave(string variable, char character) =>
        character switch
        {
            '/' => variable
                is "ObjectName"
                    or "RepositoryName"
                    or "LogGroupName"
                    or "LogStreamName"
                    or "SecretId"
                    or "ParameterNameWithoutLeadingSlash"
                    or "Alias"
                || variable.EndsWith("WithPath", StringComparison.Ordinal),
            ':' => variable is "ObjectName" or "BuildId" or "BuildBatchId",
            _ => variable is not "Account" || char.IsAsciiDigit(character) || character == '?',
        };
}
