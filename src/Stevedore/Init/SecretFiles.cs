using System.Text.RegularExpressions;
using Stevedore.Source;

namespace Stevedore.Init;

/// <summary>Files that by their names hold secrets, and that no first commit should take in unasked.</summary>
internal static partial class SecretFiles
{
    /// <summary>Those of some files.</summary>
    public static ImmutableArray<string> Of(IEnumerable<string> paths) => [.. paths.Where(SecretNames.Has)];

    /// <summary>The line of a .gitignore that leaves one out.</summary>
    public static string Line(string path) => $"/{Special().Replace(path, match => $@"\{match.Value}")}";

    [GeneratedRegex(@"[\\*?\[]", RegexOptions.None, 1000)]
    private static partial Regex Special();
}
