using Stevedore.Runs;
using Stevedore.Source;

namespace Stevedore.Releases;

/// <summary>Finds where an output folder really is.</summary>
internal static class OutputLinks
{
    /// <summary>Its real path.</summary>
    /// <param name="folder">The path as it was named, in full.</param>
    /// <param name="workspace">The folder that is built; null for none.</param>
    /// <exception cref="StevedoreException">
    /// It is a link, or one that is built or in a repository leads to it: whoever commits a link must not choose what is cleaned.
    /// </exception>
    public static string Resolve(string folder, string? workspace)
    {
        var real = RealPath.Follow(folder);
        var built = workspace is null ? null : RealPath.Of(workspace);
        var last = Path.TrimEndingDirectorySeparator(folder);
        var link =
            real.Links.FirstOrDefault(link =>
                (built is not null && RealPath.IsIn(link, built)) || GitReader.RootAbove(Path.GetDirectoryName(link)!) is not null
            ) ?? (new FileInfo(last).LinkTarget is null ? null : last);
        return link is null
            ? real.Path
            : throw new StevedoreException(
                $"Cannot use the output folder {folder}",
                $"{link} is a link, and nothing behind a link is cleaned or written",
                $"Name the folder itself with --output={real.Path}, or another one."
            );
    }
}
