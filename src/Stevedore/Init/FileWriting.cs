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
        var staging = Path.Combine(root, Invariant($"{Prefix}{Environment.ProcessId}"));
        cleanUp.Do(() => Directory.CreateDirectory(staging), undo: () => Delete(staging));
        for (var number = 0; number < files.Length; number++)
        {
            Stage(Path.Combine(staging, Invariant($"{number}")), files[number]);
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

    private static void Stage(string path, InitFile file)
    {
        File.WriteAllText(path, file.Text);
        if (file.IsProgram && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, Program);
        }
    }

    // What one left that was killed.
    private void Sweep()
    {
        foreach (var left in Directory.EnumerateDirectories(root, $"{Prefix}*"))
        {
            Delete(left);
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
