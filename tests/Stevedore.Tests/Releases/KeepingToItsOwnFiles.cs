using System.Diagnostics;
using Stevedore.Releases;
using Stevedore.Runs;
using Stevedore.Source;
using Stevedore.Tests.Planning;
using Stevedore.Tests.Shipping;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Releases;

/// <summary>Output folders in which something else has the name of an output file, or that are not where they seem to be.</summary>
public sealed class KeepingToItsOwnFiles : IDisposable
{
    private readonly GitRepository repository = GitRepository.Init().Commit();
    private readonly CleanUp cleanUp = new();

    public void Dispose()
    {
        cleanUp.Dispose();
        repository.Dispose();
    }

    [Theory]
    [InlineData("out", "metadata.json", "{\"app\":1}")]
    [InlineData("out", "release.json", "")]
    [InlineData("out", "docker.log", "mine\n")]
    [InlineData(".", "bake.json", "{\"bread\":1}")]
    public void RefusesWhatItDidNotWrite(string folder, string name, string text)
    {
        repository.Write($"{folder}/{name}", text);

        Assert.Equal($"{name} there is not one that Stevedore wrote", Refusal(folder).Why);
        Assert.Equal(text, File.ReadAllText(At($"{folder}/{name}")));
    }

    [Fact]
    public void RefusesWhatGitTracksAlthoughItWroteThat()
    {
        Folder("out").WriteRelease(Shipped.Result(PlanCase.Rich));
        repository.Run("add", "--force", "out/release.json", "out/imagedefinitions.json").Commit();

        var refusal = Refusal("out");

        Assert.Equal($"Cannot use the output folder {At("out")}", refusal.What);
        Assert.Equal("git tracks imagedefinitions.json there; git tracks release.json there", refusal.Why);
        Assert.Equal("Name another folder with --output=<folder>, or take what is in the way out of it.", refusal.Fix);
        Assert.Throws<StevedoreException>(() => Folder("out").WriteRelease(Shipped.Result(PlanCase.Rich)));
        Assert.Empty(repository.Read()!.DirtyFiles);
    }

    [Fact]
    public void RefusesWhatGitTracksAlthoughItIsNotThere()
    {
        repository.Write("a [b]/release.json").Commit().Write("a [b]/other.txt");
        File.Delete(At("a [b]/release.json"));
        Assert.Equal("git tracks release.json there", Refusal("a [b]").Why);
        Directory.Delete(At("a [b]"), recursive: true);
        Assert.Equal("git tracks release.json there", Refusal("a [b]").Why);
    }

    [Fact]
    public void AsksTheRepositoryThatTheFolderIsIn()
    {
        using var other = GitRepository.Init("other").Write("release.json").Commit();

        var error = Assert.Throws<StevedoreException>(() => Outputs(other.Folder).Check(OutputFolder.Names));

        Assert.Equal("git tracks release.json there", error.Why);
    }

    [Fact]
    public void RefusesAFolderOfThatName()
    {
        Directory.CreateDirectory(At("out/release.json"));

        Assert.Equal("release.json there is a folder", Refusal("out").Why);
    }

    [Theory]
    [InlineData("mine.json")]
    [InlineData("missing.json")]
    public void RefusesALinkOfThatName(string target)
    {
        repository.Write("out/mine.json", "{}");
        File.CreateSymbolicLink(At("out/metadata.json"), target);

        Assert.Equal("metadata.json there is a link", Refusal("out").Why);
        Assert.True(File.Exists(At("out/mine.json")));
    }

    [Fact]
    public void RefusesAPipeWithoutWaitingForItsWriter()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such pipes.");
        Directory.CreateDirectory(At("out"));
        FinishedCommand.Run("mkfifo", At("out/docker.log"));

        Assert.Equal("docker.log there is not one that Stevedore wrote", Refusal("out").Why);
    }

    [Fact]
    public void SaysAllThatIsInTheWay()
    {
        repository.Write("out/metadata.json").Commit().Write("out/docker.log");
        Directory.CreateDirectory(At("out/bake.json"));

        Assert.Equal(
            "bake.json there is a folder; git tracks metadata.json there; docker.log there is not one that Stevedore wrote",
            Refusal("out").Why
        );
    }

    [Fact]
    public void LeavesTheOtherNameOfAFileWithTwo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "ln makes the second name.");
        Folder("out").WriteRelease(Shipped.Result(PlanCase.Rich));
        var before = File.ReadAllText(At("out/release.json"));
        FinishedCommand.Run("ln", At("out/release.json"), At("kept.json"));

        Folder("out").Clear([]);
        Folder("out").WriteRelease(Shipped.Result(PlanCase.Rich with { Images = ["base"] }));

        Assert.Equal(before, File.ReadAllText(At("kept.json")));
    }

    [Theory]
    [InlineData("link", "link")]
    [InlineData("link/in/it", "link")]
    [InlineData("app/up/out", "app/up")]
    public void RefusesAFolderBehindALinkOfTheRepository(string folder, string link)
    {
        using var elsewhere = new TemporaryFolder();
        Directory.CreateDirectory(At("app"));
        File.CreateSymbolicLink(At("link"), elsewhere.Path);
        File.CreateSymbolicLink(At("app/up"), "..");
        File.WriteAllBytes(elsewhere.File("imagedefinitions.json"), "[]"u8.ToArray());

        var refusal = Refusal(folder);

        Assert.Equal($"{At(link)} is a link, and nothing behind a link is cleaned or written", refusal.Why);
        Assert.Equal(["imagedefinitions.json"], Directory.GetFiles(elsewhere.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void RefusesALinkOfASourceWithoutGit()
    {
        using var source = new TemporaryFolder();
        using var elsewhere = new TemporaryFolder();
        Directory.CreateSymbolicLink(source.File("link"), elsewhere.Path);
        Directory.CreateDirectory(elsewhere.File("out"));

        var outputs = new OutputFolder(source.File("link/out"), cleanUp, Index(), source.Path);

        Assert.Throws<StevedoreException>(() => outputs.Clear([]));
    }

    [Fact]
    public void NamesTheFolderThatALinkElsewhereMeans()
    {
        using var elsewhere = new TemporaryFolder();
        Directory.CreateDirectory(elsewhere.File("real"));
        Directory.CreateSymbolicLink(elsewhere.File("link"), elsewhere.File("real"));

        var error = Assert.Throws<StevedoreException>(() => Outputs(elsewhere.File("link")).Check(OutputFolder.Names));

        Assert.Equal($"Name the folder itself with --output={elsewhere.File("real")}, or another one.", error.Fix);
    }

    [Fact]
    public void UsesAFolderThatTheMachineReachesByALink()
    {
        using var elsewhere = new TemporaryFolder();
        Directory.CreateDirectory(elsewhere.File("real"));
        Directory.CreateSymbolicLink(elsewhere.File("link"), elsewhere.File("real"));
        var outputs = Outputs(elsewhere.File("link/out"));

        outputs.Clear([]);
        outputs.WriteRelease(Shipped.Result(PlanCase.Rich));

        Assert.Equal(elsewhere.File("real/out"), outputs.RealPath);
        Assert.True(File.Exists(elsewhere.File("real/out/release.json")));
    }

    [Fact]
    public void UsesAFolderOfSourceWhereNothingHasItsNames()
    {
        repository.Write("app/main.c").Commit();

        Folder("app").Clear([]);
        Folder("app").WriteRelease(Shipped.Result(PlanCase.Rich));
        Folder("app").Clear([]);

        Assert.Equal(["main.c"], Directory.GetFileSystemEntries(At("app")).Select(Path.GetFileName));
        Assert.Empty(repository.Read()!.DirtyFiles);
    }

    private string At(string path) => Path.GetFullPath(Path.Combine(repository.Folder, path));

    private OutputFolder Folder(string path) => Outputs(At(path));

    private OutputFolder Outputs(string path) => new(path, cleanUp, Index(), repository.Folder);

    private GitIndex Index() => new(new IsolatedProcesses(repository.Folder));

    private StevedoreException Refusal(string folder)
    {
        // One of the links leads to the folder that it lies in.
        EnumerationOptions behindNoLink = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var before = Directory.GetFileSystemEntries(repository.Folder, "*", behindNoLink);
        var refusal = Assert.Throws<StevedoreException>(() => Folder(folder).Clear([]));
        Assert.Equal(before, Directory.GetFileSystemEntries(repository.Folder, "*", behindNoLink));
        return refusal;
    }
}
