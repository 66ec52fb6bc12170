using System.Text;

namespace Stevedore.Planning.Dockerfiles;

/// <summary>An instruction: its name, its flags, and the rest as it is written.</summary>
/// <param name="Line">All of it.</param>
/// <param name="Name">In lower case.</param>
/// <param name="Written">The flags: <c>--from=build</c>, without quotes.</param>
/// <param name="Rest">What stands behind the flags.</param>
internal sealed record Instruction(string Line, string Name, ImmutableArray<string> Written, string Rest)
{
    /// <summary>What stands between words. A no-break space does not.</summary>
    public static readonly char[] Blanks = ['\t', '\v', '\f', '\r', ' '];

    /// <summary>Null for an empty line.</summary>
    public static Instruction? Parse(string line)
    {
        var trimmed = line.Trim();
        var end = trimmed.IndexOfAny(Blanks);
        var name = end < 0 ? trimmed : trimmed[..end];
        var (flags, rest) = ReadFlags(end < 0 ? "" : trimmed[end..]);
        return name.Length == 0 ? null : new(line, name.ToLowerInvariant(), flags, rest.Trim());
    }

    /// <summary>The value of a flag; null when it is not given.</summary>
    public string? Flag(string name) => Flags(name).LastOrDefault();

    /// <summary>The values of a flag, which may be given several times.</summary>
    public IEnumerable<string> Flags(string name) =>
        Written.Where(flag => flag.StartsWith($"--{name}=", StringComparison.Ordinal)).Select(flag => flag[(name.Length + 3)..]);

    /// <summary>The words of the rest, with their quotes and escapes.</summary>
    public IEnumerable<string> Words(char escape)
    {
        var word = new StringBuilder();
        var quote = '\0';
        for (var at = 0; at < Rest.Length; at++)
        {
            var character = Rest[at];
            if (quote == '\0' && char.IsWhiteSpace(character))
            {
                if (word.Length > 0)
                {
                    yield return word.ToString();
                }

                word.Clear();
                continue;
            }

            // Nothing is escaped between single quotes; at the end an escape escapes nothing.
            if (character == escape && quote != '\'' && ++at < Rest.Length)
            {
                word.Append(character).Append(Rest[at]);
            }
            else if (at < Rest.Length)
            {
                quote = Quote(quote, character);
                word.Append(character);
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    private static char Quote(char open, char character) =>
        open != '\0' ? (character == open ? '\0' : open)
        : character is '\'' or '"' ? character
        : '\0';

    // Flags stand before all else. The backslash escapes in them whatever the escape directive says.
    private static (ImmutableArray<string> Flags, string Others) ReadFlags(string text)
    {
        var flags = ImmutableArray.CreateBuilder<string>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (string.CompareOrdinal(text, at, "--", 0, 2) != 0)
            {
                return (flags.ToImmutable(), text[at..]);
            }

            var flag = ReadFlag(text, ref at);
            if (flag == "--")
            {
                return (flags.ToImmutable(), text[at..]);
            }

            flags.Add(flag);
        }
    }

    private static string ReadFlag(string text, ref int at)
    {
        var flag = new StringBuilder();
        var quote = '\0';
        for (; at < text.Length && (quote != '\0' || !char.IsWhiteSpace(text[at])); at++)
        {
            var after = Quote(quote, text[at]);
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                flag.Append(text[++at]);
            }
            else if (text[at] != '\\' && after == quote)
            {
                flag.Append(text[at]);
            }
            else
            {
                quote = after;
            }
        }

        return flag.ToString();
    }
}
