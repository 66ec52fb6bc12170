using System.Text.RegularExpressions;
using Stevedore.Source;

namespace Stevedore.Init;

/// <summary>The buildspec of a repository that ships with Stevedore.</summary>
internal static class BuildspecText
{
    private static readonly Regex CodeArtifact = new(
        @"https://(?<domain>[a-z0-9-]+)-(?<owner>\d{12})\.d\.codeartifact\.(?<region>[a-z0-9-]+)\.amazonaws\.com/nuget/(?<repository>[A-Za-z0-9._-]+)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    // Nothing that a shell or YAML would take otherwise, and no name or password in an address.
    private static readonly Regex PrivateFeed = new(
        @"<add\s+key=""(?!http_proxy"")[^""]*""\s+value=""(?<feed>https?://[A-Za-z0-9._~:/%+-]+)""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        TimeSpan.FromSeconds(1)
    );

    /// <param name="commands">What ships, one command a line.</param>
    /// <param name="cache">Whether packages are restored, and so worth to be kept.</param>
    /// <param name="hasSource">Whether the repository says where they are restored from.</param>
    public static string Of(IEnumerable<string> commands, bool cache, bool hasSource = true) =>
        string.Join(
            '\n',
            [
                "version: 0.2",
                "",
                "phases:",
                "  build:",
                "    commands:",
                "      # Nothing stands in post_build: it would run after a failed build, too.",
                .. hasSource
                    ? []
                    : (string[])
                        ["      # Stevedore is on no public feed: a nuget.config in this repository has to name a source that holds it."],
                .. commands.Select(command => $"      - {command}"),
                "",
                "artifacts:",
                "  base-directory: artifacts",
                "  files:",
                "    - imagedefinitions.json",
                "    - imageDetail.json",
                "    - release.json",
                .. cache ? (string[])["", "cache:", "  paths:", "    - /root/.nuget/packages/**/*"] : [],
                "",
            ]
        );

    /// <summary>What fetches the tool's archive, holds it against its checksum and ships.</summary>
    /// <param name="archive">Its address, https or s3.</param>
    /// <param name="checksum">Its SHA-256 in hexadecimal digits.</param>
    public static ImmutableArray<string> WithArchive(string archive, string checksum)
    {
        const string file = "/tmp/stevedore.tar.gz";
        var address = ShellWord.Of(archive);
        var fetch = archive.StartsWith("s3://", StringComparison.Ordinal)
            ? $"aws s3 cp --only-show-errors {address} {file}"
            : $"curl -fsSL --retry 3 -o {file} {address}";
        return [$"{fetch} && echo '{checksum}  {file}' | sha256sum -c - && tar -xzf {file} -C /usr/local/bin", "stevedore ship"];
    }

    /// <summary>What signs in to the private feed in CodeArtifact that a nuget.config names; null where it names none.</summary>
    public static string? SignIn(string? nugetConfig) =>
        nugetConfig is not null && CodeArtifact.Match(nugetConfig) is { Success: true, Groups: var feed }
            ? $"aws codeartifact login --tool dotnet --domain {feed["domain"]} --domain-owner {feed["owner"]} --repository {feed["repository"]} --region {feed["region"]}"
            : null;

    /// <summary>A command that restores, which says of a private feed what dotnet does not: that it may want a login.</summary>
    /// <param name="nugetConfig">The text of nuget.config; null for none.</param>
    public static string Restore(string command, string? nugetConfig)
    {
        string[] feeds =
        [
            .. PrivateFeed
                .Matches(nugetConfig ?? "")
                .Select(match => match.Groups["feed"].Value)
                .Where(feed => !feed.StartsWith("https://api.nuget.org/", StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal),
        ];
        return feeds.Length == 0
            ? command
            : $"{command} || {{ echo 'Cannot restore. Where {string.Join(" or ", feeds)} answers 401, sign in first, in front of this command (CodeArtifact - aws codeartifact login --tool dotnet).' >&2; false; }}";
    }
}
