using System.IO.Compression;
using Stevedore.LabTests.Shipping;
using Xunit;

namespace Stevedore.LabTests.Installing;

/// <summary>The tests that install what is packed once.</summary>
[CollectionDefinition]
public sealed class FromOneFeed : ICollectionFixture<PackedFeed>;

/// <summary>What is packed from this repository, once for all tests, as a folder feed beside an empty folder of packages.</summary>
/// <remarks>STEVEDORE_TEST_FEED names a folder where it is packed already.</remarks>
public sealed class PackedFeed(LabFixture lab) : IAsyncLifetime, IDisposable
{
    private readonly DirectoryInfo workspace = Directory.CreateTempSubdirectory("stevedore-feed-");

    public string Folder => Path.Combine(workspace.FullName, "feed");

    /// <summary>The version of the tool; that of the package has <c>.bundled</c> behind it.</summary>
    public string Version => Path.GetFileNameWithoutExtension(Package("Stevedore.Tool.0*.nupkg"))["Stevedore.Tool.".Length..];

    public string ToolCommand => Path.Combine(workspace.FullName, "tools", "stevedore");

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("STEVEDORE_TEST_FEED") is { Length: > 0 } packed)
        {
            (await lab.Run(["cp", "-r", packed, Folder])).Succeeds();
        }
        else
        {
            await Pack();
        }

        await Install();
    }

    // Over what another run left there, and by the copy of the build that the tests have.
    private async Task Pack()
    {
        var packages = Path.Combine(lab.RepositoryRoot, "artifacts", "packages");
        if (Directory.Exists(packages))
        {
            Directory.Delete(packages, recursive: true);
        }

        (await lab.Run(["dotnet", BuildHost.Program, "--target=Pack", "--parts=package,tool", "--runtimes=linux-x64,any"])).Succeeds();
        Directory.Move(packages, Folder);
    }

    private async Task Install()
    {
        await File.WriteAllTextAsync(
            Path.Combine(workspace.FullName, "nuget.config"),
            $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{Folder}" /></packageSources>
            </configuration>
            """
        );
        (
            await Run(
                "dotnet",
                "tool",
                "install",
                "Stevedore.Tool",
                "--version",
                Version,
                "--tool-path",
                Path.GetDirectoryName(ToolCommand)!,
                "--configfile",
                Path.Combine(workspace.FullName, "nuget.config")
            )
        ).Succeeds();
    }

    /// <summary>What makes dotnet take this feed, and nothing else but the packages of this machine, in a folder and below it.</summary>
    public void WriteSources(string folder) =>
        File.WriteAllText(
            Path.Combine(folder, "nuget.config"),
            $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{Folder}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{Consumer.Machine}" /></fallbackPackageFolders>
            </configuration>
            """
        );

    /// <summary>Adds what is packed once more, as another version.</summary>
    public void Add(string id, string version, string other)
    {
        var target = Path.Combine(Folder, $"{id}.{other}.nupkg");
        File.Copy(Path.Combine(Folder, $"{id}.{version}.nupkg"), target, overwrite: true);
        using var package = ZipFile.Open(target, ZipArchiveMode.Update);
        var nuspec = package.GetEntry($"{id}.nuspec")!;
        string text;
        using (var reader = new StreamReader(nuspec.Open()))
        {
            text = reader.ReadToEnd();
        }

        nuspec.Delete();
        using var writer = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open());
        writer.Write(text.Replace($"<version>{version}</version>", $"<version>{other}</version>", StringComparison.Ordinal));
    }

    /// <summary>The only file of a pattern.</summary>
    public string Package(string pattern) => Directory.GetFiles(Folder, pattern).Single();

    /// <summary>Runs a command with a folder of packages of its own, which begins empty.</summary>
    public Task<CommandResult> Run(params string[] command) =>
        lab.Run(
            ["env", $"--chdir={workspace.FullName}", .. command],
            environment: new Dictionary<string, string?> { ["NUGET_PACKAGES"] = Path.Combine(workspace.FullName, "packages") }
        );

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        if (workspace.Exists)
        {
            workspace.Delete(recursive: true);
            workspace.Refresh();
        }
    }
}
