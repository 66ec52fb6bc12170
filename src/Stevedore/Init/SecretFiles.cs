using System.Text.RegularExpressions;
using Stevedore.Source;

namespace Stevedore.Init;

/// <summary>Files that by their names hold secrets, and that no first commit should take in unasked.</summary>
internal static class SecretFiles
{
    private static readonly Regex Special = new(@"[\\*?\[]", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>Those of some files.</summary>
    public static ImmutableArray<string> Of(IEnumerable<string> paths) => [.. paths.Where(SecretNames.Has)];

    /// <summary>The line of a .gitignore that leaves one out.</summary>
    public static string Line(string path) => $"/{Special.Replace(path, match => $@"\{match.Value}")}";
}
