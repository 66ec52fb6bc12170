using System.Text.RegularExpressions;

namespace Stevedore.Credentials;

/// <summary>What docker repeats of a credential helper that failed.</summary>
internal static class HelperOutput
{
    // error getting credentials - err: exit status 1, out: `…`
    private static readonly Regex Output = new("out: `.*`?", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>The line without it: it may be a secret that nobody here has seen.</summary>
    public static string Hide(string line) =>
        line.Contains("error getting credentials", StringComparison.Ordinal) ? Output.Replace(line, $"out: {Redactor.Mark}") : line;
}
