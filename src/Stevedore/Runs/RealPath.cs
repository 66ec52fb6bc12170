namespace Stevedore.Runs;

/// <summary>Where a path leads once every link in it is followed. What does not exist yet counts as it is written.</summary>
/// <param name="Path">The path without links.</param>
/// <param name="Links">The links that were followed, each by its own real path.</param>
internal sealed record RealPath(string Path, ImmutableArray<string> Links)
{
    // As many as the kernel follows: more of them lead in a circle, and nothing is behind it.
    private const int MostLinks = 40;

    /// <summary>Follows each link on the way; in a circle only so far.</summary>
    public static RealPath Follow(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        var current = System.IO.Path.GetPathRoot(full)!;
        var ahead = new Stack<string>(Segments(full[current.Length..]));
        var links = ImmutableArray.CreateBuilder<string>();
        while (ahead.TryPop(out var segment))
        {
            if (segment == "..")
            {
                current = System.IO.Path.GetDirectoryName(current) ?? current;
                continue;
            }

            var next = System.IO.Path.Combine(current, segment);
            if (links.Count == MostLinks || new FileInfo(next).LinkTarget is not { } target)
            {
                current = next;
                continue;
            }

            links.Add(next);

            var root = System.IO.Path.GetPathRoot(target) ?? "";
            current = root.Length > 0 ? root : current;
            foreach (var behind in Segments(target[root.Length..]))
            {
                ahead.Push(behind);
            }
        }

        return new(current, links.ToImmutable());
    }

    /// <summary>The path without links, so that two spellings of one place are equal.</summary>
    public static string Of(string path) => Follow(path).Path;

    /// <summary>Whether a path is a folder or lies in it. Both are to be real paths.</summary>
    public static bool IsIn(string path, string folder)
    {
        var relative = System.IO.Path.GetRelativePath(folder, path);
        return !System.IO.Path.IsPathRooted(relative)
            && relative != ".."
            && !relative.StartsWith($"..{System.IO.Path.DirectorySeparatorChar}", StringComparison.Ordinal);
    }

    // The last first, as a stack takes them.
    private static IEnumerable<string> Segments(string path) =>
        path.Split([System.IO.Path.DirectorySeparatorChar, System.IO.Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
            .Where(segment => segment != ".")
            .Reverse();
}
