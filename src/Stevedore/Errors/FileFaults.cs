namespace Stevedore;

/// <summary>Why a file or folder could not be read or written, in words: .NET's own name its classes and paths that nobody wrote.</summary>
internal static class FileFaults
{
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int BadName = 36;
    private const int NoFolder = 20;
    private const int IsFolder = 21;
    private const int FailedDisk = 5;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    // The limit of a user on a disk: Linux, macOS.
    private static readonly int[] OverQuota = [122, 69];

    /// <summary>Whether it is the disk or the rights of this user that kept something from being done.</summary>
    public static bool Is(Exception cause) => cause is IOException or UnauthorizedAccessException;

    /// <summary>Does something with files, and says what is wrong with them.</summary>
    /// <exception cref="StevedoreException">The disk or the rights of this user keep it from being done.</exception>
    public static T Tell<T>(string what, string fix, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception cause) when (Is(cause))
        {
            throw new StevedoreException(what, Why(cause), fix, cause);
        }
    }

    /// <summary>In lower case and without a full stop.</summary>
    /// <remarks>On Unix, .NET hands on the system's number of the error: <see href="https://man7.org/linux/man-pages/man3/errno.3.html"/>.</remarks>
    public static string Why(Exception cause) =>
        cause switch
        {
            UnauthorizedAccessException => "this user may not",
            DirectoryNotFoundException => "a folder of its path is not there",
            FileNotFoundException => "it is not there",
            PathTooLongException => "its path is too long",
            { HResult: NoSpace or WindowsDiskFull } => "the disk is full",
            { HResult: ReadOnly } => "the file system is read-only",
            { HResult: BadName } => "its name is too long",
            { HResult: NoFolder } => "a part of its path is a file and no folder",
            { HResult: IsFolder } => "it is a folder",
            { HResult: FailedDisk } => "the disk fails",
            _ when OverQuota.Contains(cause.HResult) => "this user's share of the disk is used up",
            // .NET adds the path that was being written, which may be a temporary one.
            _ => $"the system says '{OutsideText.Line(cause.Message.Split(" : '")[0]).TrimEnd('.')}'",
        };
}
