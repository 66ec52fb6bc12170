namespace Stevedore.Runs;

/// <summary>The folder in which the runs on a machine find each other's locks: one for all its users, whatever their own temporary folder.</summary>
/// <param name="path">The folder; made when it is not there.</param>
internal sealed class MeetingPlace(string path)
{
    /// <summary>Its name in the folder for temporary files.</summary>
    public const string Name = ".stevedore-runs";

    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    // As the system's own temporary folder: everybody adds files, and nobody takes another user's away.
    private const UnixFileMode Open = UnixFileMode.StickyBit | (UnixFileMode)0b111_111_111;

    /// <summary>The whole path.</summary>
    public string Folder { get; } = path;

    /// <summary>The first of the machine's folders for such things that this user may write to.</summary>
    /// <exception cref="StevedoreException">There is none.</exception>
    public static MeetingPlace OfThisMachine()
    {
        var parents = Parents(Path.GetTempPath());
        Exception? last = null;
        foreach (var place in parents.Select(parent => new MeetingPlace(Path.Combine(parent, Name))))
        {
            try
            {
                place.Make();
                return place;
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                last = cause;
            }
        }

        throw new StevedoreException(
            "Cannot tell whether another run is under way",
            $"this user can write to none of {string.Join(" and ", parents.Distinct())}: {FileFaults.Why(last!)}",
            "Let this user write there, or set TMPDIR to a folder where it may.",
            last
        );
    }

    /// <summary>Where it may be, the first that can be written to. Users and shells have temporary folders of their own.</summary>
    /// <param name="temporary">That of this process.</param>
    public static IReadOnlyList<string> Parents(string temporary) => OperatingSystem.IsWindows() ? [temporary] : ["/tmp", temporary];

    /// <summary>The path of a file in it, which is there: every user may read it, and so lock it.</summary>
    /// <exception cref="StevedoreException">It cannot be made.</exception>
    public string File(string name) =>
        Tell(() =>
        {
            Make();
            var file = Path.Combine(Folder, name);
            if (!System.IO.File.Exists(file))
            {
                using var made = LockFile.TryMake(file, Readable);
                Share(file, made);
            }

            return file;
        });

    /// <summary>A new file in it that this process holds; null when there is one of that name.</summary>
    /// <exception cref="StevedoreException">It cannot be made.</exception>
    public FileStream? Hold(string name) =>
        Tell(() =>
        {
            Make();
            var file = Path.Combine(Folder, name);
            var held = LockFile.TryMake(file, Readable);
            Share(file, held);
            return held;
        });

    /// <summary>Does something with the files in it, and says what is wrong with them.</summary>
    /// <exception cref="StevedoreException">The disk or the rights of this user keep it from being done.</exception>
    public T Tell<T>(Func<T> action) =>
        FileFaults.Tell(
            $"Cannot tell by {Folder} whether another run is under way",
            "Let every user read and write there (its mode is 1777), or remove it while no run is under way.",
            action
        );

    private void Make()
    {
        var folder = new DirectoryInfo(Folder);
        if (folder.LinkTarget is not null)
        {
            throw new IOException($"{Folder} is a link");
        }

        if (!folder.Exists)
        {
            folder.Create();
            if (!OperatingSystem.IsWindows())
            {
                // Past the umask, which would keep other users out.
                System.IO.File.SetUnixFileMode(Folder, Open);
            }
        }
    }

    private static void Share(string file, FileStream? made)
    {
        if (made is not null && !OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(file, Readable);
        }
    }
}
