using System.Text.RegularExpressions;

namespace Stevedore.Init;

/// <summary>A version with a star, of which NuGet takes the newest that it matches.</summary>
/// <remarks><see href="https://learn.microsoft.com/nuget/concepts/dependency-resolution#floating-versions"/></remarks>
internal static class FloatingVersion
{
    /// <summary>Whether it has a star.</summary>
    public static bool Is(string version) => version.Contains('*', StringComparison.Ordinal);

    /// <summary>Whether it takes another version.</summary>
    public static bool Takes(string floating, string version)
    {
        // A release counts among its previews.
        var (numbers, preview) = Parts(floating);
        var (other, label) = Parts(version);
        return Matches(numbers, other) && (label is null || (preview is not null && Matches(preview, label)));
    }

    private static (string Numbers, string? Preview) Parts(string version) =>
        version.Split('+')[0].Split('-', 2) is [var numbers, var preview] ? (numbers, preview) : (version.Split('+')[0], null);

    private static bool Matches(string pattern, string text) =>
        Regex.IsMatch(
            text,
            $@"^{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)}\z",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(1)
        );
}
