using System.Text.RegularExpressions;
using Stevedore.Planning;

namespace Stevedore.Docker;

/// <summary>Says of caches that cannot be used why, and what to do: none of it fails a build.</summary>
internal static class CacheFaults
{
    private static readonly Regex Error = new(@"^#(?<step>\d+) ERROR: (?<why>.+)$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    private static readonly Regex Export = new(
        @"^#(?<step>\d+) (?:\[[^\]]+\] )?exporting cache to ",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>A cache that the registry does not give.</summary>
    /// <param name="reference">The cache.</param>
    /// <param name="image">Whose it is.</param>
    /// <param name="why">What the registry answered.</param>
    public static string Unread(string reference, ImagePlan image, string why) =>
        $"Building without the cache {reference}: {why}. {Remedy(image, why)}";

    /// <summary>The caches that a build could not write, as it printed it.</summary>
    /// <param name="log">The lines of a bake that did not fail.</param>
    /// <param name="images">The images of that bake.</param>
    public static IEnumerable<string> Unwritten(IEnumerable<string> log, ImmutableArray<ImagePlan> images)
    {
        var exports = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in log)
        {
            if (Export.Match(line) is { Success: true } export)
            {
                exports.Add(export.Groups["step"].Value);
            }
            else if (Error.Match(line) is { Success: true } error && exports.Contains(error.Groups["step"].Value))
            {
                yield return Unwritten(error.Groups["why"].Value, images);
            }
        }
    }

    private static string Unwritten(string why, ImmutableArray<ImagePlan> images)
    {
        var image = images.FirstOrDefault(image =>
            image.CacheRepository is { } cache && why.Contains($"/{cache.Reference.Repository}/", StringComparison.Ordinal)
        );
        return image is null
            ? $"The layers of this build are not kept: {why}. Set the \"cache\" of its images to \"inline\" or \"none\" where a registry takes none."
            : $"The layers of {image.Name} are not kept in {image.CacheRepository!.Reference}: {why}. {Remedy(image, why)}";
    }

    private static string Remedy(ImagePlan image, string why)
    {
        var other = $"set images.{image.Name}.cache to \"inline\" or \"none\".";
        return why switch
        {
            _ when Has(why, "403 Forbidden") || Has(why, "401 Unauthorized") || Has(why, "denied") || Has(why, "insufficient_scope") =>
                $"Give the credentials the right to pull from it and push to it, or {other}",
            _ when Has(why, "404 Not Found") => $"Create the repository, or {other}",
            _ when Has(why, "400 Bad Request") || Has(why, "immutable") => $"Make its tags mutable, or {other}",
            _ => $"Look at the registry's own log, or {other}",
        };
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
