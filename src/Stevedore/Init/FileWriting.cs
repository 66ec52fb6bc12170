using System.Diagnostics;
using System.Globalization;
using Stevedore.Runs;

namespace Stevedore.Init;

/// <summary>Writes files of a repository, each complete or not at all.</summary>
internal sealed class FileWriting(string root, CleanUp cleanUp)
{
    private const string Prefix = ".stevedore-init-";
    private const UnixFileMode Program =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    /// <exception cref="StevedoreException">They cannot be written; nothing is changed then, or only whole files.</exception>
    public void Write(ImmutableArray<InitFile> files) =>
        FileFaults.Tell(
            $"Cannot write into {root}",
            "Make the folder writable, and run again: what is written by then stays.",
            () => Place(files)
        );

    // All are there in full before the first is put in its place.
    private int Place(ImmutableArray<InitFile> files)
    {
        Sweep();
        if (files.IsEmpty)
        {
            return 0;
        }

        foreach (var file in files)
        {
            RefuseOutside(file);
        }

        var staging = Path.Combine(root, Invariant($"{Prefix}{Environment.ProcessId}"));
        cleanUp.Do(() => Directory.CreateDirectory(staging), undo: () => Delete(staging));
        for (var number = 0; number < files.Length; number++)
        {
            Stage(Path.Combine(staging, Invariant($"{number}")), files[number], Path.Combine(root, files[number].Path));
        }

        for (var number = 0; number < files.Length; number++)
        {
            var target = Path.Combine(root, files[number].Path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(Path.Combine(staging, Invariant($"{number}")), target, overwrite: true);
        }

        Delete(staging);
        return files.Length;
    }

    private static void Stage(string path, InitFile file, string target)
    {
        File.WriteAllText(path, file.Text);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (file.IsProgram)
        {
            File.SetUnixFileMode(path, Program);
        }
        else if (new FileInfo(target) is { Exists: true, LinkTarget: null } there)
        {
            File.SetUnixFileMode(path, there.UnixFileMode);
        }
    }

    private void RefuseOutside(InitFile file)
    {
        var folder = Path.GetDirectoryName(Path.Combine(root, file.Path))!;
        if (!RealPath.IsIn(RealPath.Of(folder), RealPath.Of(root)))
        {
            throw new StevedoreException(
                $"Cannot write {file.Path}",
                $"{Path.GetRelativePath(root, folder)} is a link that leads out of the repository",
                "Put a folder in its place: what a repository needs has to be in it."
            );
        }
    }

    // What one left that was killed.
    private void Sweep()
    {
        foreach (var left in Directory.EnumerateDirectories(root, $"{Prefix}*").Where(left => !IsInUse(left)))
        {
            Delete(left);
        }
    }

    private static bool IsInUse(string staging)
    {
        if (!int.TryParse(Path.GetFileName(staging)[Prefix.Length..], CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            // There is no such process.
            return false;
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
