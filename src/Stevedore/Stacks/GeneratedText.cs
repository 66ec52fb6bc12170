using System.Security.Cryptography;
using System.Text;

namespace Stevedore.Stacks;

/// <summary>Text that says itself whether somebody has changed it since it was made.</summary>
internal static class GeneratedText
{
    private const string Start = "# Made by Stevedore from stevedore.json, sha256:";

    /// <param name="overrides">The file that changes belong into.</param>
    public static string Of(string body, string overrides)
    {
        var rest =
            $"# Do not change it here: `stevedore init --pipeline` makes it again. What stevedore.json cannot say belongs in {overrides}.\n{body}";
        return $"{Start}{Checksum(rest)}\n{rest}";
    }

    /// <summary>Whether it was made, whatever a person has changed since.</summary>
    public static bool IsGenerated(string text) => text.StartsWith(Start, StringComparison.Ordinal);

    /// <summary>Whether it is as it was made.</summary>
    public static bool IsUntouched(string text)
    {
        var lines = text.ReplaceLineEndings("\n");
        var end = lines.IndexOf('\n', StringComparison.Ordinal);
        return end > 0 && lines.StartsWith(Start, StringComparison.Ordinal) && lines[Start.Length..end] == Checksum(lines[(end + 1)..]);
    }

    private static string Checksum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
