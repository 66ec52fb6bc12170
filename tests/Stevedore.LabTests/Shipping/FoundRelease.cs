using System.Globalization;
using System.Text.RegularExpressions;

namespace Stevedore.LabTests.Shipping;

/// <summary>The release.json of a run that found its images in the registries.</summary>
internal static class FoundRelease
{
    private static readonly Regex Time = new(
        "\"since\": \"(?<time>[^\"]*)\"",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    );

    /// <summary>Since when registries say that they have had the images.</summary>
    public static DateTimeOffset[] Since(string release) =>
        [.. Time.Matches(release).Select(match => DateTimeOffset.Parse(match.Groups["time"].Value, CultureInfo.InvariantCulture))];

    /// <summary>What the run wrote that built them.</summary>
    public static string AsBuilt(string release) =>
        Time.Replace(release, "\"since\": null").Replace("\"outcome\": \"found\"", "\"outcome\": \"built\"", StringComparison.Ordinal);
}
