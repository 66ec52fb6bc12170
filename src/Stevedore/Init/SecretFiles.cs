using System.Text.RegularExpressions;

namespace Stevedore.Init;

/// <summary>Files that by their names hold secrets, and that no first commit should take in unasked.</summary>
internal static partial class SecretFiles
{
    /// <summary>Those of some files.</summary>
    public static ImmutableArray<string> Of(IEnumerable<string> paths) => [.. paths.Where(path => Name().IsMatch(path))];

    /// <summary>The line of a .gitignore that leaves one out.</summary>
    public static string Line(string path) => $"/{Special().Replace(path, match => $@"\{match.Value}")}";

    // Examples of such files are there to be committed.
    [GeneratedRegex(
        @"(?:^|/)(?:\.env(?:\.(?!(?:example|sample|template|dist|defaults)$)[^/]+)?|[^/]+\.(?:key|p12|pfx|jks|keystore|tfstate)|id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|\.pypirc|\.htpasswd)$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Name();

    [GeneratedRegex(@"[\\*?\[]", RegexOptions.None, 1000)]
    private static partial Regex Special();
}
