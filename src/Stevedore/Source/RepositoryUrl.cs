using System.Text.RegularExpressions;

namespace Stevedore.Source;

/// <summary>Where a repository can be looked at, from what git clones it by.</summary>
internal static class RepositoryUrl
{
    // codecommit::eu-west-1://profile@web, of git-remote-codecommit.
    private static readonly Regex CodeCommit = new(
        "^codecommit::(?<region>[a-z0-9-]+)://(?:[^/@]+@)?(?<name>[A-Za-z0-9._-]+)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    // git@github.com:acme/web.git. A single letter before the colon is a Windows drive, "://" a URL.
    private static readonly Regex ScpForm = new(
        "^(?:[^/@:]+@)?(?<host>[^/@:]{2,}):(?!//)(?<path>[^@]+)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>
    /// An http(s) URL without credentials, query or a trailing <c>.git</c>. Null for what others cannot open, such as a path, and for what cannot be
    /// taken apart with certainty: a label must never carry a token.
    /// </summary>
    public static string? Clean(string? remote)
    {
        var text = remote?.Trim() ?? "";
        if (CodeCommit.Match(text) is { Success: true } codeCommit)
        {
            return $"https://git-codecommit.{codeCommit.Groups["region"]}.amazonaws.com/v1/repos/{codeCommit.Groups["name"]}";
        }

        if (ScpForm.Match(text) is { Success: true } scp)
        {
            return Clean($"ssh://{scp.Groups["host"]}/{scp.Groups["path"].Value.TrimStart('/')}");
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var uri) ? Clean(uri) : null;
    }

    private static string? Clean(Uri uri) =>
        uri.Scheme switch
        {
            "http" or "https" => $"{uri.Scheme}://{uri.Authority}{Path(uri)}",
            // The port of an ssh URL is that of sshd.
            "ssh" or "git" or "git+ssh" or "ssh+git" => OfSsh(uri),
            _ => null,
        };

    // Hosts that speak nothing but ssh stand beside those that a browser opens.
    private static string? OfSsh(Uri uri) =>
        (uri.Host, uri.AbsolutePath.Trim('/').Split('/')) switch
        {
            ("ssh.github.com", _) => $"https://github.com{Path(uri)}",
            ("altssh.gitlab.com", _) => $"https://gitlab.com{Path(uri)}",
            ("altssh.bitbucket.org", _) => $"https://bitbucket.org{Path(uri)}",
            ("ssh.dev.azure.com" or "vs-ssh.visualstudio.com", ["v3", var organization, var project, var repository]) =>
                $"https://dev.azure.com/{organization}/{project}/_git/{repository}",
            ("ssh.dev.azure.com" or "vs-ssh.visualstudio.com", _) => null,
            (var host, _) => $"https://{host}{Path(uri)}",
        };

    private static string Path(Uri uri)
    {
        var path = uri.AbsolutePath.TrimEnd('/');
        return path.EndsWith(".git", StringComparison.Ordinal) ? path[..^".git".Length] : path;
    }
}
