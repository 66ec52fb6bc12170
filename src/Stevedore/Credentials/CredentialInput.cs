using System.Globalization;
using System.Text;

namespace Stevedore.Credentials;

/// <summary>Text of a credential as it was typed or piped: UTF-8, whatever the locale, and nothing that nobody can see. Never in a message.</summary>
internal static class CredentialInput
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="bytes">As they came.</param>
    /// <param name="what">What cannot be done when they are no such text.</param>
    /// <exception cref="StevedoreException">They are not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, string what)
    {
        if (bytes is [0xff, 0xfe, ..] or [0xfe, 0xff, ..])
        {
            throw NotUtf8(what, "it is UTF-16");
        }

        try
        {
            return Strict.GetString(bytes is [0xef, 0xbb, 0xbf, .. var rest] ? rest : bytes);
        }
        catch (DecoderFallbackException cause)
        {
            throw NotUtf8(what, Invariant($"it is not UTF-8 (byte {cause.Index + 1})"));
        }
    }

    /// <summary>The text without the space around it.</summary>
    /// <param name="text">A user name, a password or a token.</param>
    /// <param name="which">What messages call it.</param>
    /// <param name="what">What cannot be done when it will not do.</param>
    /// <exception cref="StevedoreException">It holds what cannot be meant.</exception>
    public static string Checked(string text, string which, string what)
    {
        var trimmed = text.Trim();
        var position = 0;
        foreach (var rune in trimmed.EnumerateRunes())
        {
            position++;
            if (IsStrange(rune))
            {
                throw new StevedoreException(
                    what,
                    Invariant($"character {position} of the {which} is {Name(rune)}"),
                    "Copy it anew, without what stands around it."
                );
            }
        }

        return trimmed;
    }

    /// <exception cref="StevedoreException">It cannot be a user name.</exception>
    public static string CheckedUsername(string text, string what)
    {
        var name = Checked(text, "user name", what);
        return TokenShape.IsToken(name)
                ? throw new StevedoreException(what, "the user name is a token", "Give the user name first, and the token after it.")
            : name.Contains(':', StringComparison.Ordinal)
                ? throw new StevedoreException(
                    what,
                    "the user name has a colon in it, which no registry takes",
                    "Give user name and password or token apart: on two lines, or as JSON."
                )
            : name;
    }

    // A half of a surrogate pair comes as the character that replaces it.
    private static bool IsStrange(Rune rune) =>
        rune == Rune.ReplacementChar
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;

    private static string Name(Rune rune) =>
        rune == Rune.ReplacementChar ? "one that could not be read (U+FFFD)"
        : Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control ? $"a control character (U+{rune.Value:X4})"
        : $"one that nobody can see (U+{rune.Value:X4})";

    private static StevedoreException NotUtf8(string what, string why) => new(what, why, "Write it in UTF-8.");
}
