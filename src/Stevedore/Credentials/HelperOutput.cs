using System.Text.RegularExpressions;

namespace Stevedore.Credentials;

/// <summary>What docker repeats of a credential helper that failed.</summary>
internal static partial class HelperOutput
{
    /// <summary>The line without it: it may be a secret that nobody here has seen.</summary>
    public static string Hide(string line) =>
        line.Contains("error getting credentials", StringComparison.Ordinal) ? Output().Replace(line, $"out: {Redactor.Mark}") : line;

    // error getting credentials - err: exit status 1, out: `…`
    [GeneratedRegex("out: `.*`?", RegexOptions.None, 1000)]
    private static partial Regex Output();
}
