using System.Text;

namespace Stevedore.Source;

/// <summary>Text as one word of a command that a person pastes into a shell.</summary>
internal static class ShellWord
{
    public static string Of(string text) =>
        text.Any(char.IsControl) ? $"$'{string.Concat(text.EnumerateRunes().Select(Escaped))}'"
        : text.Length > 0 && text.All(IsPlain) ? text
        : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static bool IsPlain(char character) =>
        char.IsLetterOrDigit(character) || character is '/' or '.' or '_' or '-' or '+' or ':' or '@' or ',' or '=';

    private static string Escaped(Rune rune) =>
        rune switch
        {
            { Value: '\'' or '\\' } => Invariant($"\\{rune}"),
            // A byte alone would be no character of UTF-8.
            _ when Rune.IsControl(rune) => rune.IsAscii ? Invariant($"\\x{rune.Value:x2}") : Invariant($"\\u{rune.Value:x4}"),
            _ => rune.ToString(),
        };
}
