using System.Globalization;
using Stevedore.Runs;

namespace Stevedore.Releases;

/// <summary>The folder of the outputs itself, and all that is there beside the files: what a killed run was writing, and empty folders.</summary>
internal sealed class OutputTraces(OutputFolder folder)
{
    private readonly Stack<(string Path, UnixFileMode Mode)> removed = new();
    private bool? isNew;

    /// <summary>Whether the folder was not there or empty before this run did anything, or kept itself out of git and is gone.</summary>
    public bool IsNew => isNew == true;

    /// <summary>Remembers how the folder was before.</summary>
    public void Note() =>
        isNew ??=
            !Directory.Exists(folder.FullPath)
            || new DirectoryInfo(folder.FullPath)
                .EnumerateFileSystemInfos()
                .All(left => left.Name.StartsWith($".{OutputFiles.Ignore}.", StringComparison.Ordinal));

    /// <summary>What a killed run was writing under a name: that name between a dot and the run's process id.</summary>
    public IEnumerable<string> Temporaries(string name) =>
        Directory.Exists(folder.FullPath)
            ? Directory
                .EnumerateFiles(folder.FullPath, $".{name}.*")
                .Where(file => NameOfTemporary(Path.GetFileName(file)) == name)
                .ToArray()
            : [];

    /// <summary>The name under which a killed run was writing a file of this name; null when it was not.</summary>
    public static string? NameOfTemporary(string name) =>
        name.LastIndexOf('.') is > 0 and var end
        && name[0] == '.'
        && int.TryParse(name.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? name[1..end]
            : null;

    /// <summary>Sees that files can be written there.</summary>
    public void Probe()
    {
        MakeFolder();
        var file = folder.Temporary(OutputFiles.Release);
        try
        {
            File.WriteAllBytes(file, [0]);
        }
        finally
        {
            File.Delete(file);
        }

        foreach (var left in Temporaries(OutputFiles.Ignore))
        {
            File.Delete(left);
        }
    }

    /// <summary>Why nothing can be written where the folder is or would be made; null where it can. Nothing is left there.</summary>
    public string? Refusal()
    {
        var nearest = folder.FullPath;
        while (!Directory.Exists(nearest))
        {
            if (File.Exists(nearest))
            {
                return $"{nearest} is a file";
            }

            nearest = Path.GetDirectoryName(nearest)!;
        }

        var file = Path.Combine(nearest, Path.GetFileName(folder.Temporary(OutputFiles.Release)));
        try
        {
            File.WriteAllBytes(file, [0]);
            File.Delete(file);
            return null;
        }
        catch (Exception cause) when (FileFaults.Is(cause))
        {
            // What a file system says that has no files of users, such as /proc, is that they are not there.
            return cause is FileNotFoundException or DirectoryNotFoundException
                ? $"{nearest} takes no files"
                : $"{nearest} cannot be written to: {FileFaults.Why(cause)}";
        }
    }

    /// <summary>Makes the folder where it is not there.</summary>
    public void MakeFolder()
    {
        while (removed.TryPop(out var last))
        {
            Directory.CreateDirectory(last.Path);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(last.Path, last.Mode);
            }
        }

        Directory.CreateDirectory(folder.FullPath);
    }

    /// <summary>Removes the folder, and those above it, as far as nothing else is in them. Nothing is removed that is no part of a context.</summary>
    public void Remove(IReadOnlyCollection<string> contexts, Func<bool> isOwnIgnore)
    {
        if (Directory.GetFileSystemEntries(folder.RealPath) is [var only] && Path.GetFileName(only) == OutputFiles.Ignore && isOwnIgnore())
        {
            File.Delete(only);
            isNew = true;
        }

        var path = folder.RealPath;
        while (contexts.Any(context => path != context && RealPath.IsIn(path, context)) && TryRemove(path))
        {
            path = Path.GetDirectoryName(path)!;
        }
    }

    private bool TryRemove(string path)
    {
        if (Directory.EnumerateFileSystemEntries(path).Any())
        {
            return false;
        }

        var mode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);
        try
        {
            Directory.Delete(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // A mount, or in a folder that is not this user's: it stays, empty, as it was before the first run.
            return false;
        }

        removed.Push((path, mode));
        return true;
    }
}
