using System.Text.RegularExpressions;

namespace Stevedore.Source;

/// <summary>The spelling of commit ids: SHA-1 has 40 hexadecimal digits, SHA-256 has 64.</summary>
internal static class CommitId
{
    private static readonly Regex Prefix = new(@"^[0-9a-fA-F]{7,64}\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    private static readonly Regex Whole = new(
        @"^(?:[0-9a-fA-F]{40}|[0-9a-fA-F]{64})\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>In lower case; null when <paramref name="text"/> is no whole commit id.</summary>
    public static string? TryParse(string? text) => text is not null && Whole.IsMatch(text) ? text.ToLowerInvariant() : null;

    public static bool IsPrefix(string text) => Prefix.IsMatch(text);

    public static StevedoreException Fault(string name, string text, string fix) =>
        new("Cannot tell which commit is built", $"{name} is '{text}', which is no commit id of 40 hexadecimal digits", fix);
}
