namespace Stevedore.Releases;

/// <summary>Looks at an output folder before anything in it is written or removed.</summary>
internal static class OutputInspection
{
    // The longest file that is read to tell whose it is; a log is known by its beginning.
    private const long Most = 16 * 1024 * 1024;

    /// <exception cref="StevedoreException">A file of these names is not the run's to replace.</exception>
    /// <param name="tracked">Those of the names that git tracks.</param>
    public static void Check(OutputFolder folder, IReadOnlyList<string> names, IReadOnlyCollection<string> tracked)
    {
        var faults = names
            .Select(name => tracked.Contains(name) ? $"git tracks {name} there" : Fault(folder.Path(name), name))
            .OfType<string>()
            .ToArray();
        if (faults.Length > 0)
        {
            throw new StevedoreException(
                $"Cannot use the output folder {folder.FullPath}",
                string.Join("; ", faults),
                "Name another folder with --output=<folder>, or take what is in the way out of it."
            );
        }
    }

    /// <summary>Whether a file is one that an earlier run wrote.</summary>
    /// <exception cref="StevedoreException">It cannot be read.</exception>
    public static bool IsOwn(string path, string name)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, LinkTarget: null } && Content(path, name);
        }
        catch (Exception cause) when (FileFaults.Is(cause))
        {
            throw new StevedoreException(
                $"Cannot read {path}",
                FileFaults.Why(cause),
                "Let this user read it, delete it, or name another folder with --output=<folder>.",
                cause
            );
        }
    }

    private static string? Fault(string path, string name)
    {
        var file = new FileInfo(path);
        try
        {
            return file.LinkTarget is not null ? $"{name} there is a link"
                : Directory.Exists(path) ? $"{name} there is a folder"
                : !file.Exists || Content(path, name) ? null
                : $"{name} there is not one that Stevedore wrote";
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return $"{name} there cannot be read by this user";
        }
    }

    private static bool Content(string path, string name)
    {
        var length = new FileInfo(path).Length;
        // Pipes and devices say so as well, and to open one might never end.
        if (length == 0 || (length > Most && name != OutputFiles.Log))
        {
            return false;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var content = new byte[name == OutputFiles.Log ? Math.Min(length, OutputFiles.LogHeader.Length) : length];
        return stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) == content.Length && OutputFiles.IsOwn(name, content);
    }
}
