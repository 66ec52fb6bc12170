using System.IO.Compression;
using System.IO.Hashing;
using Stevedore.Releases;

namespace Stevedore.CodeBuild.Artifacts;

/// <summary>Unpacks what a build has left, into one folder and nowhere else: what is in it was written by whatever ran there.</summary>
internal static class ArtifactArchive
{
    private const int MostFiles = 100_000;
    private const long MostBytes = 10_000_000_000;
    private const int TypeMask = 0xF000;
    private const int TypeOfLink = 0xA000;

    /// <param name="to">The folder, which need not be there.</param>
    /// <param name="name">The folder as the build calls it: what is below it comes without it.</param>
    /// <returns>What was written, by its path below the folder.</returns>
    /// <exception cref="StevedoreException">It is no archive, one that leads elsewhere, or one whose files may not be written there: nothing is written.</exception>
    public static ImmutableArray<string> Unpack(Stream archive, OutputFolder to, string name)
    {
        using var zip = Open(archive);
        ZipArchiveEntry[] files = [.. zip.Entries.Where(entry => !entry.FullName.EndsWith('/'))];
        var isBelow = files.Length > 0 && files.All(entry => entry.FullName.StartsWith($"{name}/", StringComparison.Ordinal));
        (ZipArchiveEntry Entry, string Path)[] places =
        [
            .. files.Select(entry => (entry, isBelow ? entry.FullName[(name.Length + 1)..] : entry.FullName)),
        ];
        Check(places, to.RealPath);
        var left = MostBytes;
        to.Bring([.. places.Select(place => (place.Path, (Action<Stream>)(file => left -= Copy(place.Entry, file, left))))]);
        return [.. places.Select(place => place.Path)];
    }

    private static ZipArchive Open(Stream archive)
    {
        try
        {
            ZipArchive zip = new(archive, ZipArchiveMode.Read);
            _ = zip.Entries.Count;
            return zip;
        }
        catch (InvalidDataException cause)
        {
            throw Fault("what the build has left is no zip", cause);
        }
    }

    private static void Check((ZipArchiveEntry Entry, string Path)[] places, string folder)
    {
        if (places.Length > MostFiles)
        {
            throw Fault(Invariant($"there are more than {MostFiles} of them"));
        }

        foreach (var (entry, path) in places)
        {
            if (IsElsewhere(path))
            {
                throw Fault($"'{OutsideText.Line(path)}' leads out of the folder");
            }

            if (path.Split('/').Any(IsGits))
            {
                throw Fault($"'{OutsideText.Line(path)}' would be git's own, which runs what is configured there");
            }

            if (((entry.ExternalAttributes >> 16) & TypeMask) == TypeOfLink)
            {
                throw Fault($"'{OutsideText.Line(path)}' is a symbolic link");
            }

            if (entry.IsEncrypted)
            {
                throw Fault($"'{OutsideText.Line(path)}' is encrypted");
            }

            for (
                var parent = Path.GetDirectoryName(Path.Combine(folder, path));
                parent is not null && parent.Length > folder.Length;
                parent = Path.GetDirectoryName(parent)
            )
            {
                if (new DirectoryInfo(parent) is { LinkTarget: not null } or { Exists: false, LinkTarget: not null })
                {
                    throw Fault($"'{OutsideText.Line(path)}' would be written behind a link of this machine");
                }
            }
        }

        if (places.GroupBy(place => place.Path, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
        {
            throw Fault($"'{OutsideText.Line(twice.Key)}' is there twice");
        }

        var names = places.Select(place => place.Path).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (_, path) in places)
        {
            for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1))
            {
                if (names.Contains(path[..slash]))
                {
                    throw Fault($"'{OutsideText.Line(path[..slash])}' is there as a file and as a folder");
                }
            }
        }
    }

    private static bool IsElsewhere(string path) =>
        path.Length == 0
        || path.StartsWith('/')
        || path.Contains('\\', StringComparison.Ordinal)
        || path.Contains('\0', StringComparison.Ordinal)
        || (path.Length > 1 && path[1] == ':')
        || path.Split('/').Any(part => part is "" or "." or "..");

    // As file systems that ignore case, or dots and blanks at an end, take it.
    private static bool IsGits(string part) =>
        part.TrimEnd('.', ' ') is var name
        && (name.Equals(".git", StringComparison.OrdinalIgnoreCase) || name.Equals("git~1", StringComparison.OrdinalIgnoreCase));

    // What an archive says of its sizes need not be so.
    private static long Copy(ZipArchiveEntry entry, Stream to, long most)
    {
        var buffer = new byte[128 * 1024];
        var size = 0L;
        Crc32 checksum = new();
        try
        {
            using var from = entry.Open();
            for (int count; (count = from.Read(buffer)) > 0; )
            {
                size += count;
                if (size > most)
                {
                    throw Fault("unpacked they have more than 10 GB");
                }

                checksum.Append(buffer.AsSpan(0, count));
                to.Write(buffer, 0, count);
            }

            // Also what ends too early is no error to .NET.
            if (size != entry.Length || checksum.GetCurrentHashAsUInt32() != entry.Crc32)
            {
                throw Fault(
                    $"'{OutsideText.Line(entry.FullName)}' cannot be unpacked, since its size or its checksum is another than the archive says"
                );
            }
        }
        catch (InvalidDataException cause)
        {
            throw Fault($"'{OutsideText.Line(entry.FullName)}' cannot be unpacked", cause);
        }

        return size;
    }

    private static StevedoreException Fault(string why, Exception? cause = null) =>
        new("Cannot take the artifacts of the build", why, "Correct `artifacts` in its buildspec, or fetch them by hand.", cause);
}
