using System.Text;
using System.Text.RegularExpressions;

namespace Stevedore.Planning.Dockerfiles;

/// <summary>Patterns with <c>*</c> and <c>?</c>, as in <c>${name%pattern}</c>. Null for a pattern that is not well formed.</summary>
internal static class ShellPattern
{
    /// <summary>The value without what the pattern matches at its beginning.</summary>
    /// <param name="isGreedy">Whether as much as can be is cut.</param>
    public static string? CutPrefix(string value, string pattern, bool isGreedy) =>
        Compile("^", pattern, isGreedy) is { } cut ? value[cut.Match(value).Length..] : null;

    /// <summary>The value without what the pattern matches at its end.</summary>
    // The shortest match at the end is the first one only when read backwards.
    public static string? CutSuffix(string value, string pattern, bool isGreedy) =>
        CutPrefix(Reversed(value), ReversedPattern(pattern), isGreedy) is { } cut ? Reversed(cut) : null;

    /// <summary>The value with what the pattern matches replaced: the first of it, or all.</summary>
    public static string? Replace(string value, string pattern, string replacement, bool all) =>
        Compile("", pattern, isGreedy: true)?.Replace(value, _ => replacement, all ? -1 : 1);

    private static Regex? Compile(string anchor, string pattern, bool isGreedy)
    {
        var expression = new StringBuilder(anchor);
        for (var at = 0; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '*':
                    expression.Append(isGreedy ? ".*" : ".*?");
                    break;
                case '?':
                    expression.Append('.');
                    break;
                // These two are escaped only so that they do not end the substitution.
                case '\\' when at + 1 < pattern.Length && pattern[at + 1] is '}' or '/':
                    break;
                case '\\' when at + 1 < pattern.Length && pattern[at + 1] is '*' or '?' or '\\':
                    expression.Append('\\').Append(pattern[++at]);
                    break;
                case '\\':
                    return null;
                default:
                    expression.Append(Regex.Escape(pattern[at].ToString()));
                    break;
            }
        }

        return new(expression.ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    private static string Reversed(string text)
    {
        var characters = text.ToCharArray();
        Array.Reverse(characters);
        return new(characters);
    }

    // An escape stays before what it escapes.
    private static string ReversedPattern(string pattern)
    {
        var reversed = new StringBuilder();
        for (var at = 0; at < pattern.Length; at++)
        {
            var length = pattern[at] == '\\' && at + 1 < pattern.Length ? 2 : 1;
            reversed.Insert(0, pattern.AsSpan(at, length));
            at += length - 1;
        }

        return reversed.ToString();
    }
}
