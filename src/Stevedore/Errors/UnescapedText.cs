using System.Globalization;
using System.Net;
using System.Text;

namespace Stevedore;

/// <summary>A text without the escapes of addresses, JSON and HTML, which knows where each of its letters stood.</summary>
internal sealed class UnescapedText
{
    private const int LongestEntity = 10;

    private readonly StringBuilder text = new();
    private readonly List<int> origins = [];

    /// <summary>Null where nothing is escaped.</summary>
    public static UnescapedText? Of(string escaped)
    {
        if (escaped.AsSpan().IndexOfAny('%', '\\', '&') < 0)
        {
            return null;
        }

        var unescaped = new UnescapedText();
        for (var position = 0; position < escaped.Length; )
        {
            var (letters, size) = At(escaped, position);
            foreach (var letter in letters)
            {
                unescaped.text.Append(letter);
                unescaped.origins.Add(position);
            }

            position += size;
        }

        unescaped.origins.Add(escaped.Length);
        return unescaped;
    }

    public string Text => text.ToString();

    /// <summary>Where a part of it stood.</summary>
    public (int From, int To) Origin((int From, int To) part) => (origins[part.From], origins[part.To]);

    private static (string Letters, int Size) At(string escaped, int position) =>
        (
            escaped[position] switch
            {
                '%' => Percent(escaped, position),
                '\\' => Backslash(escaped, position),
                '&' => Entity(escaped, position),
                _ => null,
            }
        ) ?? (escaped[position].ToString(), 1);

    // One character at a time: a part may begin and end in the middle of what is escaped.
    private static (string Letters, int Size)? Percent(string escaped, int position)
    {
        var bytes = new List<byte>();
        var wanted = 1;
        while (bytes.Count < wanted && Hex(escaped, position + (bytes.Count * 3), "%", 2) is { } code)
        {
            bytes.Add((byte)code);
            wanted = bytes[0] switch
            {
                >= 0xF0 => 4,
                >= 0xE0 => 3,
                >= 0xC0 => 2,
                _ => 1,
            };
        }

        return bytes.Count == 0 ? null : (Encoding.UTF8.GetString([.. bytes]), bytes.Count * 3);
    }

    private static (string Letters, int Size)? Backslash(string escaped, int position) =>
        Hex(escaped, position, "\\u", 4) is { } code ? (((char)code).ToString(), 6)
        : Hex(escaped, position, "\\x", 2) is { } small ? (((char)small).ToString(), 4)
        : position + 1 < escaped.Length ? (Short(escaped[position + 1]), 2)
        : null;

    private static string Short(char letter) =>
        letter switch
        {
            'n' => "\n",
            't' => "\t",
            'r' => "\r",
            _ => letter.ToString(),
        };

    private static (string Letters, int Size)? Entity(string escaped, int position)
    {
        var end = escaped.IndexOf(';', position, Math.Min(LongestEntity, escaped.Length - position));
        return end > 0 && WebUtility.HtmlDecode(escaped[position..(end + 1)]) is { Length: <= 2 } letters
            ? (letters, end + 1 - position)
            : null;
    }

    private static int? Hex(string escaped, int position, string introduction, int digits)
    {
        var start = position + introduction.Length;
        return
            start + digits <= escaped.Length
            && escaped.AsSpan(position, introduction.Length).SequenceEqual(introduction)
            && int.TryParse(escaped.AsSpan(start, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? code
            : null;
    }
}
