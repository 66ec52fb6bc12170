using System.Buffers;
using System.Globalization;
using System.Text;

namespace Stevedore;

/// <summary>Text that others wrote (registries, AWS, docker, git, files), made fit for a message: it can neither move the cursor nor begin a line.</summary>
internal static class OutsideText
{
    private const char Escape = '\u001b';
    private static readonly SearchValues<char> ColourNumbers = SearchValues.Create("0123456789;:");
    private const char SequenceIntroducer = '\u009b';

    /// <summary>One line of at most <paramref name="most"/> characters; what is cut is cut between words, so that no half of a secret is left.</summary>
    public static string Line(string? text, int most = 300)
    {
        var line = string.Join(' ', Clean(text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return Cut(line, most);
    }

    /// <summary>The text without escape sequences, control, direction and invisible characters; ends of lines and tabs become spaces.</summary>
    public static string Clean(string text) => Clean(text, keepsLines: false);

    /// <summary>The same for text that is one's own to divide into lines.</summary>
    public static string CleanLines(string text) => Clean(text, keepsLines: true);

    /// <summary>The text as a terminal may show it: with its colours, which end where it does, and without anything else that a terminal obeys.</summary>
    public static string CleanColoured(string text)
    {
        var clean = Clean(text, keepsLines: false, keepsColours: true);
        return clean.Contains(Escape, StringComparison.Ordinal) ? $"{clean}{Escape}[0m" : clean;
    }

    /// <summary>At most that many characters, cut between words.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var end = text.LastIndexOf(' ', most);
        return $"{text[..Math.Max(end, 0)].TrimEnd()}…";
    }

    private static string Clean(string text, bool keepsLines, bool keepsColours = false)
    {
        if (!text.Any(letter => IsControl(letter) || char.IsSurrogate(letter)))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var position = 0; position < text.Length; )
        {
            var size = SequenceAt(text, position);
            if (size > 0)
            {
                if (keepsColours && IsColour(text.AsSpan(position, size)))
                {
                    clean.Append(text, position, size);
                }

                position += size;
                continue;
            }

            var isRune = Rune.TryGetRuneAt(text, position, out var rune);
            clean.Append(Shown(isRune ? rune : Rune.ReplacementChar, keepsLines));
            position += isRune ? rune.Utf16SequenceLength : 1;
        }

        return clean.ToString();
    }

    private static bool IsControl(char letter) =>
        char.GetUnicodeCategory(letter)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;

    private static string Shown(Rune rune, bool keepsLines) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control when rune.Value is '\n' or '\t' => keepsLines ? rune.ToString() : " ",
            // Alone it would lead back to the line's beginning.
            UnicodeCategory.Control when rune.Value is '\r' => keepsLines ? "" : " ",
            UnicodeCategory.Control when rune.Value is '\v' or '\f' or 0x85 => " ",
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => " ",
            UnicodeCategory.Control or UnicodeCategory.Format => "",
            _ => rune.ToString(),
        };

    /// <summary>The length of the terminal's escape sequence there; 0 where none begins.</summary>
    /// <remarks><see href="https://ecma-international.org/publications-and-standards/standards/ecma-48/"/></remarks>
    private static int SequenceAt(string text, int start)
    {
        if (text[start] is SequenceIntroducer)
        {
            return ControlSequence(text, start + 1) - start;
        }

        if (text[start] is not Escape)
        {
            return 0;
        }

        return (start + 1 < text.Length ? text[start + 1] : '\0') switch
        {
            '[' => ControlSequence(text, start + 2) - start,
            ']' or 'P' or 'X' or '^' or '_' => ControlString(text, start + 2) - start,
            >= ' ' and <= '~' => 2,
            _ => 1,
        };
    }

    // Select Graphic Rendition: ESC [ numbers m.
    private static bool IsColour(ReadOnlySpan<char> sequence) =>
        sequence is [Escape, '[', .. var numbers, 'm'] && !numbers.ContainsAnyExcept(ColourNumbers);

    private static int ControlSequence(string text, int position)
    {
        while (position < text.Length && text[position] is >= ' ' and <= '?')
        {
            position++;
        }

        return position < text.Length && text[position] is >= '@' and <= '~' ? position + 1 : position;
    }

    // Without its end it would swallow the rest: then only what introduces it goes.
    private static int ControlString(string text, int start)
    {
        for (var position = start; position < text.Length && text[position] is not ('\n' or '\r'); position++)
        {
            if (text[position] is '\a' or '\u009c')
            {
                return position + 1;
            }

            if (text[position] is Escape)
            {
                return position + 1 < text.Length && text[position + 1] is '\\' ? position + 2 : start;
            }
        }

        return start;
    }
}
