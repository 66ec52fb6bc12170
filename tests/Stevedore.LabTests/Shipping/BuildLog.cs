using System.Text.RegularExpressions;

namespace Stevedore.LabTests.Shipping;

/// <summary>What docker wrote of a build.</summary>
public static partial class BuildLog
{
    /// <summary>The instructions that a cache answered, in the order of the Dockerfile, the base image left out.</summary>
    public static IEnumerable<string> Cached(string log) => Steps(log, "CACHED");

    /// <summary>The instructions that were run.</summary>
    public static IEnumerable<string> Run(string log) => Steps(log, "DONE");

    private static IEnumerable<string> Steps(string log, string end) =>
        Step()
            .Matches(log)
            .Where(step => log.Contains($"\n{step.Groups["id"]} {end}", StringComparison.Ordinal))
            .DistinctBy(step => step.Groups["name"].Value)
            .OrderBy(step => step.Groups["name"].Value, StringComparer.Ordinal)
            .Select(step => step.Groups["instruction"].Value);

    // #7 [linux/amd64 2/5] WORKDIR /srv/www
    [GeneratedRegex(
        @"^(?<id>#[0-9]+) \[(?<name>[^\]]*?[0-9]/[0-9]+)\] (?<instruction>(?!FROM ).*)$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000
    )]
    private static partial Regex Step();
}
