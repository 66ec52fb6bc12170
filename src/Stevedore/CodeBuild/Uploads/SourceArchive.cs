using System.IO.Compression;
using System.Text;

namespace Stevedore.CodeBuild.Uploads;

/// <summary>Writes files into a zip as they are read, each once, with Unix modes and symbolic links as links.</summary>
internal static class SourceArchive
{
    private const int TypeOfFile = 0x8000;
    private const int TypeOfLink = 0xA000;
    private const int Mode644 = 0x1A4;
    private const int Mode755 = 0x1ED;
    private const int Mode777 = 0x1FF;

    // What zip can say, which counts years from 1980.
    private static readonly DateTime Earliest = new(1980, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly DateTime Latest = new(2107, 12, 31, 0, 0, 0, DateTimeKind.Unspecified);

    /// <param name="to">Need not be seekable, and is left open.</param>
    /// <param name="read">Told how many bytes of files have been read.</param>
    /// <exception cref="StevedoreException">A file changes, vanishes or cannot be read.</exception>
    public static void Write(string root, ImmutableArray<SourceFile> files, Stream to, Action<long> read, CancellationToken cancellation)
    {
        using ZipArchive zip = new(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        var buffer = new byte[128 * 1024];
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                read(Add(zip, root, file, buffer));
            }
            catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
            {
                throw Fault(file, "it vanished while the tree was read", cause);
            }
            catch (UnauthorizedAccessException cause)
            {
                throw Fault(file, "this user may not read it", cause);
            }
            catch (IOException cause)
            {
                throw Fault(file, FileFaults.Why(cause), cause);
            }
        }
    }

    private static long Add(ZipArchive zip, string root, SourceFile file, byte[] buffer)
    {
        var path = Path.Combine(root, file.Path);
        var entry = zip.CreateEntry(file.Path, CompressionLevel.Optimal);
        if (file.Target is { } target)
        {
            if (new FileInfo(path).LinkTarget != target)
            {
                throw Fault(file, "it changed while the tree was read");
            }

            entry.ExternalAttributes = (TypeOfLink | Mode777) << 16;
            using var link = entry.Open();
            link.Write(Encoding.UTF8.GetBytes(target));
            return file.Size;
        }

        // What is no file any longer might never end, or never begin.
        FileInfo now = new(path);
        if (now.LinkTarget is not null)
        {
            // Links that lead in a circle are said by the system.
            _ = now.ResolveLinkTarget(returnFinalTarget: true);
            throw Fault(file, "it changed while the tree was read");
        }

        if (now.Exists && (now.Length != file.Size || !FileKind.IsRegular(now)))
        {
            throw Fault(file, "it changed while the tree was read");
        }

        using FileStream from = new(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 0,
            FileOptions.SequentialScan
        );
        var written = File.GetLastWriteTimeUtc(from.SafeFileHandle);
        entry.ExternalAttributes = (TypeOfFile | (file.IsExecutable ? Mode755 : Mode644)) << 16;
        entry.LastWriteTime = Time(written);
        var size = 0L;
        using (var content = entry.Open())
        {
            for (int count; size <= file.Size && (count = from.Read(buffer)) > 0; size += count)
            {
                content.Write(buffer, 0, count);
            }
        }

        return size == file.Size && File.GetLastWriteTimeUtc(from.SafeFileHandle) == written && new FileInfo(path).LinkTarget is null
            ? size
            : throw Fault(file, "it changed while the tree was read");
    }

    private static DateTimeOffset Time(DateTime written)
    {
        var time = DateTime.SpecifyKind(written, DateTimeKind.Unspecified);
        return new(
            time < Earliest ? Earliest
                : time > Latest ? Latest
                : time,
            TimeSpan.Zero
        );
    }

    private static StevedoreException Fault(SourceFile file, string why, Exception? cause = null) =>
        new(
            $"Cannot upload {OutsideText.Line(file.Path)}",
            why,
            "Nothing was started. Run again when nothing writes to the working tree.",
            cause
        );
}
