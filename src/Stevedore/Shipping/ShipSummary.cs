using Stevedore.Images;
using Stevedore.Releases;
using Stevedore.Terminal;

namespace Stevedore.Shipping;

/// <summary>What a run says at its end.</summary>
internal static class ShipSummary
{
    /// <summary>A table of what was shipped, one row for each image and registry, and where the files are.</summary>
    public static IEnumerable<string> Render(ShipResult result, string outputFolder)
    {
        var rows =
            from shipped in result.Images
            from destination in shipped.Image.Destinations
            select (IReadOnlyList<string>)
                [
                    shipped.Image.Name.Value,
                    destination.Reference.At(shipped.Image.CommitTag),
                    shipped.Digest.Value,
                    Size(shipped.Size),
                    Invariant($"{shipped.Elapsed.TotalSeconds:0.0} s"),
                    Outcome(shipped, destination.Registry),
                ];
        var count = result.Images.Length;
        return
        [
            "",
            .. TextTable.Render([(string[])["image", "reference", "digest", "size", "time", "outcome"], .. rows]),
            "",
            Invariant(
                $"{count} {(count == 1 ? "image" : "images")} in {result.Elapsed.TotalSeconds:0.0} s; the files are in {outputFolder}"
            ),
        ];
    }

    private static string Outcome(ShippedImage shipped, string registry)
    {
        var since = shipped.Since.TryGetValue(registry, out var time)
            ? Invariant($" (there since {time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC)")
            : "";
        return shipped.Outcome switch
        {
            ShipOutcome.Built => "built",
            ShipOutcome.Copied => $"found and copied{since}",
            _ => $"found, already shipped{since}",
        };
    }

    public static string Size(long bytes) =>
        bytes switch
        {
            < 1_000_000 => Invariant($"{bytes / 1e3:0.#} kB"),
            < 1_000_000_000 => Invariant($"{bytes / 1e6:0.#} MB"),
            _ => Invariant($"{bytes / 1e9:0.##} GB"),
        };
}
