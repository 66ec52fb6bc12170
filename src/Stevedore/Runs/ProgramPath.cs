namespace Stevedore.Runs;

/// <summary>Finds programs in the folders that PATH names in full. An empty or relative entry means the working folder, and what was checked out is no program of this machine.</summary>
internal static class ProgramPath
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The program of the first name that there is one of; null for none.</summary>
    /// <param name="path">The value of PATH.</param>
    public static string? Find(string? path, params ImmutableArray<string> names) =>
        (
            from name in names
            where Path.GetFileName(name) == name
            from folder in Folders(path)
            select Path.Combine(folder, name)
        ).FirstOrDefault(IsProgram);

    /// <summary>The same PATH without those entries.</summary>
    public static string Absolute(string? path) => string.Join(Path.PathSeparator, Folders(path));

    /// <summary>What a program of this name may be called on this machine.</summary>
    public static ImmutableArray<string> Names(string program) =>
        OperatingSystem.IsWindows() ? [$"{program}.exe", $"{program}.cmd"] : [program];

    private static IEnumerable<string> Folders(string? path) =>
        (path ?? "").Split(Path.PathSeparator).Select(Unquoted).Where(Path.IsPathFullyQualified);

    private static string Unquoted(string folder) => OperatingSystem.IsWindows() ? folder.Trim('"') : folder;

    /// <summary>Whether there is a file that may be run.</summary>
    public static bool IsProgram(string file) =>
        File.Exists(file) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & Executable) != UnixFileMode.None);
}
