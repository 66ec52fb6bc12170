namespace CompatGenerate;

/// <summary>A file of a package.</summary>
/// <param name="Path">Below the folder of all packages.</param>
internal sealed record GeneratedFile(string Path, string Text)
{
    /// <summary>Whether the generator owns a file of that name: what it no longer makes is removed.</summary>
    public static bool IsOwn(string path) => path.EndsWith(".g.cs", StringComparison.Ordinal);

    /// <summary>Writes the files of one package, and removes those of an earlier list.</summary>
    public static void Replace(string root, IReadOnlyList<GeneratedFile> files)
    {
        foreach (var folder in files.Select(file => System.IO.Path.GetDirectoryName(System.IO.Path.Combine(root, file.Path))!).Distinct())
        {
            Directory.CreateDirectory(folder);
            foreach (var old in Directory.EnumerateFiles(folder).Where(IsOwn))
            {
                File.Delete(old);
            }
        }

        foreach (var file in files)
        {
            File.WriteAllText(System.IO.Path.Combine(root, file.Path), file.Text);
        }
    }
}
