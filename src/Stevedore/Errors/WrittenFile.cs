using System.Text;

namespace Stevedore;

/// <summary>A file that a person wrote. What never ends, or is far longer than anybody writes, is none, and reading it is given up.</summary>
internal static class WrittenFile
{
    private const int Most = 16 * 1024 * 1024;

    // Longer than a program takes that writes settings to a pipe, such as `--config=<(jq …)`.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Its text; null when there is no such file.</summary>
    /// <exception cref="StevedoreException">It is there, and cannot be read.</exception>
    public static string? Text(string path) =>
        Bytes(path) is not { } content ? null : new StreamReader(new MemoryStream(content), Encoding.UTF8).ReadToEnd();

    /// <summary>Its content; null when there is no such file.</summary>
    /// <exception cref="StevedoreException">It is there, and cannot be read.</exception>
    public static byte[]? Bytes(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw Fault(path, "it is a folder", null);
            }

            // To open a pipe waits for whoever writes to it.
            return IsPlain(path) ? Read(path) : ReadInTime(path);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception cause) when (FileFaults.Is(cause))
        {
            throw Fault(path, FileFaults.Why(cause), cause);
        }
    }

    private static bool IsPlain(string path) =>
        OperatingSystem.IsWindows() || File.ResolveLinkTarget(path, returnFinalTarget: true) is not { } target
            ? new FileInfo(path) is { Exists: true, Length: > 0 }
            : new FileInfo(target.FullName) is { Exists: true, Length: > 0 };

    private static byte[] ReadInTime(string path)
    {
        var reading = Task.Run(() => Read(path));
        return Task.WaitAny([reading], Patience) == 0
            ? reading.GetAwaiter().GetResult()
            : throw Fault(path, Invariant($"it is a pipe or a device, and did not end within {Patience.TotalSeconds:0} seconds"), null);
    }

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var count = file.Read(buffer); count > 0; count = file.Read(buffer))
        {
            content.Write(buffer, 0, count);
            if (content.Length > Most)
            {
                throw Fault(path, Invariant($"it has no end within {Most / 1024 / 1024} MiB"), null);
            }
        }

        return content.ToArray();
    }

    private static StevedoreException Fault(string path, string why, Exception? cause) =>
        new($"Cannot read {path}", why, "Make it a file that this user can read.", cause);
}
