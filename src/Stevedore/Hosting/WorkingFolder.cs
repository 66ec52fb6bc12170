using Cake.Core.IO;

namespace Stevedore.Hosting;

/// <summary>Finds folders that Cake cannot name: it takes a backslash for a slash and no blanks at an end, and fails before any task runs.</summary>
internal static class WorkingFolder
{
    /// <summary>The folder that the process runs in.</summary>
    /// <exception cref="StevedoreException">It is gone.</exception>
    public static string OfThisProcess()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException cause)
        {
            throw new StevedoreException(
                "Cannot run",
                "the folder that it was started in has been deleted",
                "Go to one that is there.",
                cause
            );
        }
    }

    /// <summary>What is wrong with the folder that the process runs in; null for nothing.</summary>
    /// <param name="separator">What divides folders on this system.</param>
    public static StevedoreException? Fault(string folder, char separator) =>
        Plain(new DirectoryPath(folder).FullPath, separator) == Plain(folder, separator)
            ? null
            : new(
                $"Cannot run in '{folder}'",
                "Cake, which runs the tasks, cannot name a folder with a backslash in its name or a blank at its end",
                "Rename the folder."
            );

    private static string Plain(string folder, char separator) => folder.Replace(separator, '/').TrimEnd('/');
}
