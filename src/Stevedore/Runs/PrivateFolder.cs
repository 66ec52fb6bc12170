namespace Stevedore.Runs;

/// <summary>The folder of a run for what nobody else may read or meet: credentials, and what a build reads and writes while it runs. Gone with the run.</summary>
internal sealed class PrivateFolder(CleanUp cleanUp)
{
    private const string Prefix = "stevedore-run-";
    private const string LockExtension = ".lock";
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly Lock gate = new();
    private ImmutableArray<string> contexts = [];
    private string? folder;

    /// <summary>The whole path; the folder is made when this is first asked.</summary>
    /// <exception cref="StevedoreException">It cannot be made.</exception>
    public string FullPath
    {
        get
        {
            lock (gate)
            {
                return folder ??= Create();
            }
        }
    }

    /// <summary>The path of a file in it.</summary>
    public string File(string name) => Path.Combine(FullPath, name);

    /// <summary>Makes it, when it is made, where none of these folders holds it, since a build would read it there.</summary>
    /// <param name="folders">Folders that are built from.</param>
    public void KeepOutOf(IEnumerable<string> folders)
    {
        lock (gate)
        {
            contexts = [.. folders.Select(RealPath.Of)];
        }
    }

    /// <summary>What the runs of this machine keep in a folder while they are under way, as patterns below it.</summary>
    /// <param name="context">A real path.</param>
    public static IEnumerable<string> Traces(string context) =>
        Parents()
            .Select(RealPath.Of)
            .Distinct(StringComparer.Ordinal)
            .Where(parent => RealPath.IsIn(parent, context))
            .Select(parent => Path.GetRelativePath(context, parent).Replace('\\', '/'))
            .SelectMany(parent => (string[])[$"{parent}/{Prefix}*", $"{parent}/{MeetingPlace.Name}"]);

    /// <summary>Writes a file in it, or in a folder of it, whole for whoever is reading it, unless the run is ending.</summary>
    public void Write(string name, ReadOnlyMemory<byte> content)
    {
        // Made before: no thread may wait for the folder while it keeps the run from ending.
        var path = File(name);
        var temporary = $"{path}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Own;
        }

        try
        {
            cleanUp.Do(() =>
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using (var stream = new FileStream(temporary, options))
                {
                    stream.Write(content.Span);
                }

                System.IO.File.Move(temporary, path, overwrite: true);
            });
        }
        catch (Exception cause) when (FileFaults.Is(cause))
        {
            throw new StevedoreException(
                $"Cannot write {path}",
                FileFaults.Why(cause),
                "Free space there, or set TMPDIR to another folder, and run again.",
                cause
            );
        }
    }

    private string Create()
    {
        var parent = Parent();
        try
        {
            if (!Directory.Exists(parent))
            {
                throw new DirectoryNotFoundException();
            }

            Sweep(parent);
            while (true)
            {
                var path = Path.Combine(parent, Prefix + Path.GetRandomFileName());
                if (TryCreate(path))
                {
                    return path;
                }
            }
        }
        catch (Exception cause) when (FileFaults.Is(cause))
        {
            throw new StevedoreException(
                $"Cannot make a folder for this run's credentials in {parent}",
                cause is not DirectoryNotFoundException ? FileFaults.Why(cause)
                    : System.IO.File.Exists(parent.TrimEnd('/')) ? "it is a file"
                    : "there is no such folder",
                "Set TMPDIR to a folder that this user can write to.",
                cause
            );
        }
    }

    private static string[] Parents() => OperatingSystem.IsWindows() ? [Path.GetTempPath()] : [Path.GetTempPath(), "/tmp", "/var/tmp"];

    private string Parent()
    {
        var candidates = Parents();
        return Array.Find(candidates, candidate => !contexts.Any(context => RealPath.IsIn(RealPath.Of(candidate), context)))
            ?? throw new StevedoreException(
                "Cannot build",
                $"{candidates[0]}, where this run's credentials would be, is part of what is built",
                "Set TMPDIR to a folder outside of every image's context."
            );
    }

    // The lock comes before the folder and goes after it: a folder without a lock that is held is one that a killed run has left.
    private bool TryCreate(string path)
    {
        FileStream? held = null;
        cleanUp.Do(
            () =>
            {
                held = LockFile.TryMake(path + LockExtension, Own);
                if (held is null)
                {
                    return;
                }

                if (OperatingSystem.IsWindows())
                {
                    Directory.CreateDirectory(path);
                }
                else
                {
                    Directory.CreateDirectory(path, Own | UnixFileMode.UserExecute);
                }
            },
            undo: () =>
            {
                if (held is not null)
                {
                    Delete(path);
                    System.IO.File.Delete(held.Name);
                    held.Dispose();
                }
            }
        );
        return held is not null;
    }

    private static void Sweep(string parent)
    {
        foreach (var left in Directory.EnumerateDirectories(parent, Prefix + "*").ToArray())
        {
            Sweep(left, left + LockExtension);
        }

        // A run may have been killed between the two.
        foreach (var left in Directory.EnumerateFiles(parent, $"{Prefix}*{LockExtension}").ToArray())
        {
            Sweep(left[..^LockExtension.Length], left);
        }
    }

    private static void Sweep(string folder, string file)
    {
        try
        {
            using var held = System.IO.File.Exists(file) ? LockFile.TryTake(file, isShared: false) : null;
            if (held is null && System.IO.File.Exists(file))
            {
                return;
            }

            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            System.IO.File.Delete(file);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Another user's, or another run sweeps it.
        }
    }

    // What was just ended may have begun to write something.
    private static void Delete(string path)
    {
        const int attempts = 20;
        for (var attempt = 1; Directory.Exists(path); attempt++)
        {
            try
            {
                Directory.Delete(path, recursive: true);
            }
            catch (IOException) when (attempt < attempts)
            {
                Thread.Sleep(50);
            }
        }
    }
}
