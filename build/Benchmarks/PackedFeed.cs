namespace Build.Benchmarks;

/// <summary>What Pack writes, in a folder of its own that dotnet takes as its only feed.</summary>
public sealed class PackedFeed
{
    private readonly string folder;

    private PackedFeed(string folder) => this.folder = folder;

    public string Version => Path.GetFileNameWithoutExtension(One("Stevedore.Tool.0*.nupkg"))["Stevedore.Tool.".Length..];

    public string Archive => One("stevedore-*-linux-x64.tar.gz");

    /// <summary>Packs for this machine.</summary>
    public static PackedFeed Pack(string repository, TemporaryFolder target)
    {
        var packed = Path.Combine(repository, "artifacts/packages");
        Measurement.Run(repository, new Dictionary<string, string?>(), "rm", "-rf", packed);
        Measurement.Run(
            repository,
            new Dictionary<string, string?>(),
            "dotnet",
            Path.Combine(AppContext.BaseDirectory, "Build.dll"),
            "--target=Pack",
            "--parts=package,tool,archives",
            "--runtimes=linux-x64,any"
        );
        Measurement.Run(repository, new Dictionary<string, string?>(), "cp", "-r", packed, target.Path("feed"));
        return new(target.Path("feed"));
    }

    /// <summary>Makes dotnet take this feed in a folder and below it, and the packages of this machine as those that are there already.</summary>
    public void WriteSources(string below) =>
        File.WriteAllText(
            Path.Combine(below, "nuget.config"),
            $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{folder}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{Machine}" /></fallbackPackageFolders>
            </configuration>
            """
        );

    /// <summary>A line for each file.</summary>
    public IEnumerable<string> Sizes() =>
        Directory
            .GetFiles(folder)
            .Order(StringComparer.Ordinal)
            .Select(file => Invariant($"{Path.GetFileName(file), -64} {new FileInfo(file).Length / 1e6, 6:F1} MB"));

    private static string Machine =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private string One(string pattern) => Directory.GetFiles(folder, pattern).Single();
}
