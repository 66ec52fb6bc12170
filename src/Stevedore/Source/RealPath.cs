namespace Stevedore.Source;

/// <summary>The path of a folder with every link in it resolved, so that two spellings of one folder are equal.</summary>
internal static class RealPath
{
    // As many as the kernel follows: more of them lead in a circle, and nothing is behind it.
    private const int MostLinks = 40;

    /// <param name="path">It need not exist: what does is resolved.</param>
    public static string Of(string path) => Of(path, MostLinks);

    private static string Of(string path, int links)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } above)
        {
            return full;
        }

        var parent = Of(above, links);
        var folder = new DirectoryInfo(Path.Combine(parent, Path.GetFileName(full)));
        return folder.LinkTarget is { } target && links > 0 ? Of(Path.Combine(parent, target), links - 1) : folder.FullName;
    }
}
