namespace Stevedore.Runs;

/// <summary>A file that is locked for as long as it is open: such a lock ends with its process, however that ends.</summary>
/// <remarks>.NET takes an advisory lock of the whole file: an exclusive one where nothing is shared, else a shared one. Programs that are started do not inherit it.</remarks>
internal static class LockFile
{
    /// <summary>The lock; null while somebody else holds one that does not go with it.</summary>
    /// <param name="isShared">Whether all who ask for a shared one may hold it at once.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public static FileStream? TryTake(string path, bool isShared)
    {
        try
        {
            // To read is all that other users may do with it.
            return new(path, FileMode.Open, FileAccess.Read, isShared ? FileShare.Read | FileShare.Delete : FileShare.None, bufferSize: 0);
        }
        catch (DirectoryNotFoundException cause)
        {
            throw new FileNotFoundException(cause.Message, path, cause);
        }
        catch (IOException cause) when (cause is not FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>A new file that is locked, though others may read it; null when somebody else has made it, or was quicker to lock it.</summary>
    public static FileStream? TryMake(string path, UnixFileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        try
        {
            return new(path, options);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}
