using System.Formats.Tar;
using System.IO.Compression;

namespace Build.Packing;

/// <summary>A published program and what it needs beside it, packed so that the same files give the same bytes.</summary>
/// <param name="folder">Where it was published to.</param>
/// <param name="isWindows">Whether it is for Windows, which opens zip files.</param>
public sealed class ProgramArchive(string folder, bool isWindows)
{
    private const string Published = "Stevedore.Tool";
    private const string Command = "stevedore";

    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // The first that a zip file can say.
    private static readonly DateTimeOffset Date = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string Extension => isWindows ? ".zip" : ".tar.gz";

    public void Write(string archive)
    {
        using var file = File.Create(archive);
        if (isWindows)
        {
            WriteZip(file);
        }
        else
        {
            WriteTar(file);
        }
    }

    private IEnumerable<(string Name, string File)> Files() =>
        Directory
            .GetFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".xml", StringComparison.Ordinal) && !file.EndsWith(".pdb", StringComparison.Ordinal))
            .Select(file => (Name(Path.GetRelativePath(folder, file).Replace('\\', '/')), file))
            .OrderBy(entry => entry.Item1, StringComparer.Ordinal);

    private static string Name(string published) =>
        Path.GetFileNameWithoutExtension(published) == Published || published == Published
            ? published.Replace(Published, Command, StringComparison.Ordinal)
            : published;

    private void WriteZip(FileStream stream)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create);
        foreach (var (name, file) in Files())
        {
            var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = Date;
            using var content = entry.Open();
            content.Write(File.ReadAllBytes(file));
        }
    }

    private void WriteTar(FileStream stream)
    {
        using var compressed = new GZipStream(stream, CompressionLevel.Optimal);
        using var tar = new TarWriter(compressed, TarEntryFormat.Ustar);
        foreach (var (name, file) in Files())
        {
            using var content = File.OpenRead(file);
            tar.WriteEntry(
                new UstarTarEntry(TarEntryType.RegularFile, name)
                {
                    DataStream = content,
                    Mode = name == Command ? Executable : Plain,
                    ModificationTime = Date,
                }
            );
        }
    }
}
