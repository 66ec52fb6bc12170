using System.Formats.Tar;

namespace Stevedore.CodeBuild.Uploads;

/// <summary>Tells files from what only looks like one, without opening it: to open a pipe waits for whoever writes into it.</summary>
internal static class FileKind
{
    /// <param name="file">Of which it is known that it is there.</param>
    public static bool IsRegular(FileInfo file) => file.Length > 0 || OperatingSystem.IsWindows() || IsRegular(file.FullName);

    // .NET tells the type of a file nowhere but here; sockets have none in an archive.
    private static bool IsRegular(string path)
    {
        using MemoryStream head = new();
        try
        {
            using (TarWriter writer = new(head, TarEntryFormat.Pax, leaveOpen: true))
            {
                writer.WriteEntry(path, "file");
            }
        }
        catch (UnauthorizedAccessException)
        {
            // Pipes and devices are not opened: it is a file, and whoever reads it says why it cannot.
            return true;
        }
        catch (IOException fault) when (fault is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return false;
        }

        head.Position = 0;
        using TarReader reader = new(head);
        return reader.GetNextEntry()?.EntryType is TarEntryType.RegularFile or TarEntryType.HardLink;
    }
}
