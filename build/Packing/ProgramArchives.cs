using System.Security.Cryptography;

namespace Build.Packing;

/// <summary>The archives of one version with a file of their checksums, which is there only when every archive is.</summary>
/// <param name="folder">Where they are for others.</param>
/// <param name="work">Holds each program in a folder of its own, and what is not finished; of the same file system.</param>
public sealed class ProgramArchives(string folder, string work, string version)
{
    /// <summary>The systems that there are programs for.</summary>
    public static IReadOnlyList<string> Runtimes { get; } = ["linux-x64", "linux-arm64", "osx-arm64", "win-x64"];

    private string Sums => Path.Combine(folder, "SHA256SUMS");

    /// <summary>Takes the checksums away: until <see cref="End"/> nobody may take what is there for all.</summary>
    public void Begin() => File.Delete(Sums);

    /// <summary>Packs the program of a system, and puts the archive beside the others when it is whole.</summary>
    public void Add(string runtime)
    {
        var archive = Archive(runtime);
        Place(Name(runtime, archive), archive.Write);
    }

    /// <summary>Writes the checksums of all, those of earlier runs included, in the form that sha256sum checks.</summary>
    public void End()
    {
        // By whole names: those of a pre-release of the same version begin alike.
        var archives = Runtimes.Select(runtime => Path.Combine(folder, Name(runtime, Archive(runtime)))).Where(File.Exists);
        var sums = archives.Order(StringComparer.Ordinal).Select(file => $"{Sum(file)}  {Path.GetFileName(file)}\n");
        Place(Path.GetFileName(Sums), file => File.WriteAllText(file, string.Concat(sums)));
    }

    private ProgramArchive Archive(string runtime) =>
        new(Path.Combine(work, runtime), isWindows: runtime.StartsWith("win-", StringComparison.Ordinal));

    private string Name(string runtime, ProgramArchive archive) => $"stevedore-{version}-{runtime}{archive.Extension}";

    private void Place(string name, Action<string> write)
    {
        var unfinished = Path.Combine(work, name);
        write(unfinished);
        File.Move(unfinished, Path.Combine(folder, name), overwrite: true);
    }

    private static string Sum(string file)
    {
        using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }
}
