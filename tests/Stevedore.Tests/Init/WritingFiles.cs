using System.Diagnostics;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Init;

/// <summary>The target as a process of its own, in a repository of its own.</summary>
public sealed class WritingFiles : IDisposable
{
    private readonly GitRepository repository = GitRepository.Init("shop");

    public void Dispose() => repository.Dispose();

    [Fact]
    public void BeginsInAnEmptyRepository()
    {
        repository.Write("Dockerfile", "FROM scratch\n");

        var run = Init();

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("Platforms, joined by commas: linux/amd64 (--platforms says another)\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nimage shop: Dockerfile, context .\n", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "\ngit add --all && git commit -m \"Ship with Stevedore\" && dotnet tool restore && dotnet stevedore ship\n",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(
            [
                ".config",
                ".dockerignore",
                ".git",
                ".gitignore",
                "Dockerfile",
                "buildspec.yml",
                "global.json",
                "stevedore.json",
                "stevedore.schema.json",
            ],
            Entries()
        );
        repository.Commit();
        Assert.Equal(0, ChildRun.Of(repository.Folder, "plain", "--target=ShipPlan").ExitCode);
    }

    [Fact]
    public void ChangesNothingTheSecondTime()
    {
        repository.Write("Dockerfile", "FROM scratch\n");
        Init();
        repository.Commit();

        var run = Init("--force");

        Assert.DoesNotContain("written", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nstevedore.json: as it is to be\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\n\ndotnet tool restore && dotnet stevedore ship\n", run.Output, StringComparison.Ordinal);
        Assert.Empty(repository.Read()!.DirtyFiles);
    }

    [Fact]
    public void KeepsWhatIsThereAndShowsWhatDiffers()
    {
        repository.Write("Dockerfile", "FROM scratch\n").Write("stevedore.json", "{ \"images\": {} }\n").Commit();

        var run = Init();

        Assert.Contains(
            "stevedore.json: kept; with --force this would change:\n  - { \"images\": {} }\n  + {\n",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Equal("{ \"images\": {} }\n", File.ReadAllText(Path.Combine(repository.Folder, "stevedore.json")));
        Init("--force");
        Assert.Contains("\"shop\"", File.ReadAllText(Path.Combine(repository.Folder, "stevedore.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void WritesAProgramThatGitKnowsAsOne()
    {
        repository.Write("Dockerfile", "FROM scratch\n").Write(".gitignore", "build/\n").Commit();

        var run = Init("--build-project");

        Assert.True(
            OperatingSystem.IsWindows()
                || File.GetUnixFileMode(Path.Combine(repository.Folder, "build.sh")).HasFlag(UnixFileMode.UserExecute)
        );
        Assert.Contains("git ignores build/Build.csproj, build/Program.cs", run.Output, StringComparison.Ordinal);
        Assert.Contains("\ngit add --force -- build/Build.csproj", run.Output, StringComparison.Ordinal);
        Assert.EndsWith(" && ./build.sh --target=Ship", LastLine(run.Output), StringComparison.Ordinal);
    }

    [Fact]
    public void SaysThatThereIsNoRepository()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("Dockerfile"), "FROM scratch\n");

        var run = ChildRun.Of(folder.Path, "plain", "--target=Init", "--yes");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "is in no git repository. Run `git init`, and again: what is shipped is a commit.",
            run.Errors,
            StringComparison.Ordinal
        );
        Assert.Equal(["Dockerfile"], Directory.GetFileSystemEntries(folder.Path).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void SaysThatThereIsNoDockerfile()
    {
        repository.Write("vendor/Dockerfile").Write("node_modules/x/Dockerfile").Write(".hidden/Dockerfile");

        var run = Init();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Cannot begin: there is no Dockerfile in ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void LeavesNothingHalfWrittenWhereAFileCannotBePlaced()
    {
        repository.Write("Dockerfile", "FROM scratch\n").Write(".config", "a file\n");

        var run = Init();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Cannot ", run.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(repository.Folder, ".stevedore-init-*"));
    }

    [Fact]
    public void SweepsWhatAKilledRunLeft()
    {
        repository.Write("Dockerfile", "FROM scratch\n").Write(".stevedore-init-2147483647/0", "half");
        // That of one that is under way.
        var own = $".stevedore-init-{Environment.ProcessId}";
        repository.Write($"{own}/0", "half");

        Assert.Equal(0, Init().ExitCode);
        Assert.Equal([own], Directory.GetDirectories(repository.Folder, ".stevedore-init-*").Select(Path.GetFileName));
    }

    /// <summary>By the system, within a file: the schema is longer than any may be there.</summary>
    [Fact]
    public void LeavesNothingHalfWrittenWhereItIsKilled()
    {
        repository.Write("Dockerfile", "FROM scratch\n");
        ProcessStartInfo start = new(
            "bash",
            ["-c", "ulimit -c 0; ulimit -f 32; exec \"$@\"", "bash", "dotnet", ChildRun.Host, "plain", "--target=Init", "--yes"]
        )
        {
            WorkingDirectory = repository.Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The runtime maps files of its own that are larger.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using var killed = Process.Start(start)!;
        killed.WaitForExit();

        const int fileSizeExceeded = 128 + 25;
        Assert.Equal(fileSizeExceeded, killed.ExitCode);
        Assert.Equal([".git", $".stevedore-init-{killed.Id}", "Dockerfile"], Entries());
        Assert.Equal(0, Init().ExitCode);
        Assert.DoesNotContain(Entries(), name => name.StartsWith(".stevedore-init-", StringComparison.Ordinal));
    }

    [Fact]
    public void WritesNothingOutsideThroughALink()
    {
        repository.Write("Dockerfile", "FROM scratch\n");
        var outside = Directory.CreateDirectory(Path.Combine(repository.Folder, "..", "outside")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(repository.Folder, ".config"), outside);

        var run = Init();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "Cannot write .config/dotnet-tools.json: .config is a link that leads out of the repository. Put a folder in its place: what a repository needs has to be in it.",
            run.Errors,
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFileSystemEntries(outside));
        Assert.False(File.Exists(Path.Combine(repository.Folder, "stevedore.json")));
    }

    [Fact]
    public void SaysTheCommandForTheFolderThatItWasStartedIn()
    {
        repository.Write("Dockerfile", "FROM scratch\n").Write("src/x", "");

        var (code, output, _) = ChildRun.Of(
            Path.Combine(repository.Folder, "src"),
            "plain",
            "--target=Init",
            "--yes",
            $"--working={repository.Folder}"
        );

        Assert.Equal(0, code);
        Assert.StartsWith($"cd {repository.Folder} && git add ", LastLine(output), StringComparison.Ordinal);
    }

    [Fact]
    public void CommitsAllThatIsNewAlsoTheSecondTime()
    {
        repository.Write("Dockerfile", "FROM scratch\n").Commit();
        Init();

        Assert.StartsWith(
            "git add -- stevedore.json stevedore.schema.json buildspec.yml .config/dotnet-tools.json global.json .gitignore .dockerignore && ",
            LastLine(Init().Output),
            StringComparison.Ordinal
        );
    }

    private (int ExitCode, string Output, string Errors) Init(params string[] arguments) =>
        ChildRun.Of(repository.Folder, "plain", ["--target=Init", "--yes", .. arguments]);

    private string[] Entries() =>
        [.. Directory.GetFileSystemEntries(repository.Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    // Cake's own report follows.
    private static string LastLine(string output) => output.Split('\n').Last(line => line.Contains("git commit", StringComparison.Ordinal));
}
