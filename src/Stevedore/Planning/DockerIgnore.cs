using System.Text;
using System.Text.RegularExpressions;

namespace Stevedore.Planning;

/// <summary>What a <c>.dockerignore</c> leaves out of a context. A line that docker refuses leaves nothing out.</summary>
/// <remarks>
/// Read as <see href="https://github.com/moby/patternmatcher"/> does, and a path is looked up as BuildKit does while it walks: each folder on the way first.
/// </remarks>
internal sealed class DockerIgnore
{
    private readonly ImmutableArray<(Regex Pattern, bool IsException)> patterns;

    private DockerIgnore(ImmutableArray<(Regex Pattern, bool IsException)> patterns) => this.patterns = patterns;

    /// <summary>Whether something may be taken in that lies in a folder which is left out.</summary>
    public bool HasExceptions => patterns.Any(pattern => pattern.IsException);

    /// <summary>The patterns of a file.</summary>
    public static DockerIgnore Parse(string text) => new([.. Lines(text).Select(Read).OfType<(Regex, bool)>()]);

    /// <summary>A line that leaves out one file, or one folder with all that is in it.</summary>
    /// <param name="path">Below the context, with slashes.</param>
    public static string LineFor(string path) =>
        $"/{string.Concat(path.Select((character, at) => Literal(character, at == path.Length - 1)))}";

    /// <summary>Whether a file or folder is left out.</summary>
    /// <param name="path">Below the context, with slashes.</param>
    public bool Excludes(string path)
    {
        var isExcluded = false;
        var holding = new bool[patterns.Length];
        for (var end = 0; end >= 0 && !patterns.IsEmpty; )
        {
            end = path.IndexOf('/', end + 1);
            var place = end < 0 ? path : path[..end];
            isExcluded = false;
            for (var index = 0; index < patterns.Length; index++)
            {
                var (pattern, isException) = patterns[index];
                // What matches a folder matches all that is in it.
                holding[index] = holding[index] || (isException == isExcluded && pattern.IsMatch(place));
                isExcluded = holding[index] ? !isException : isExcluded;
            }
        }

        return isExcluded;
    }

    private static IEnumerable<string> Lines(string text) =>
        (text.StartsWith('\uFEFF') ? text[1..] : text).Split('\n').Where(line => !line.StartsWith('#')).Select(line => line.Trim());

    private static (Regex Pattern, bool IsException)? Read(string line)
    {
        var isException = line.StartsWith('!');
        var pattern = Clean(isException ? line[1..].Trim() : line);
        try
        {
            return pattern.Length == 0
                ? null
                : (
                    new(Expression(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Timeout.InfiniteTimeSpan),
                    isException
                );
        }
        catch (ArgumentException)
        {
            // Docker ends with an error of its own.
            return null;
        }
    }

    // What Go's filepath.Clean leaves of it; all are relative to the context.
    private static string Clean(string pattern)
    {
        var segments = new List<string>();
        foreach (var segment in pattern.Split('/').Where(segment => segment is not ("" or ".")))
        {
            if (segment == ".." && segments is [.., not ".."])
            {
                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment != ".." || !pattern.StartsWith('/'))
            {
                segments.Add(segment);
            }
        }

        return string.Join('/', segments);
    }

    private static string Expression(string pattern)
    {
        // The one form in which two stars end within a name.
        if (pattern.StartsWith("**", StringComparison.Ordinal) && pattern[2..] is [not '/', ..] end && !end.AsSpan().ContainsAny("*?[]\\"))
        {
            return $"{Regex.Escape(end)}\\z";
        }

        var expression = new StringBuilder("^");
        for (var at = 0; at < pattern.Length; )
        {
            at += Append(expression, pattern.AsSpan(at), at > 0 && pattern[at - 1] == '[');
        }

        return expression.Append("\\z").ToString();
    }

    /// <param name="isFirst">Whether it is what a class of characters begins with.</param>
    /// <returns>How many characters that is.</returns>
    private static int Append(StringBuilder expression, ReadOnlySpan<char> rest, bool isFirst)
    {
        switch (rest)
        {
            case ['*', '*'] or ['*', '*', '/']:
                expression.Append(".*");
                return rest.Length;
            case ['*', '*', '/', ..]:
                expression.Append("(?:.*/)?");
                return 3;
            case ['*', '*', ..]:
                expression.Append("(?:.*/)?");
                return 2;
            case ['*' or '?', ..]:
                expression.Append(rest[0] == '*' ? "[^/]*" : "[^/]");
                return 1;
            case ['\\', var next, ..]:
                expression.Append(Itself(next));
                return 2;
            case ['[' or ']' or '-', ..]:
            case ['^', ..] when isFirst:
                expression.Append(rest[0]);
                return 1;
            default:
                expression.Append(Itself(rest[0]));
                return 1;
        }
    }

    private static string Itself(char character) =>
        char.IsAscii(character) && character != '_' && !char.IsAsciiLetterOrDigit(character) ? $"\\{character}" : $"{character}";

    // No line holds its own end, and docker takes spaces off it.
    private static string Literal(char character, bool isLast) =>
        character is '*' or '?' or '[' or ']' or '\\' ? $"\\{character}"
        : char.IsControl(character) || (isLast && char.IsWhiteSpace(character)) ? "?"
        : $"{character}";
}
