using System.Text;
using Stevedore.Docker;
using Stevedore.Releases;
using Stevedore.Tests.Planning;
using Stevedore.Tests.Shipping;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Releases;

public sealed class WritingTheOutputFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CleanUp cleanUp = new();

    public void Dispose()
    {
        cleanUp.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void ReplacesAFileAndLeavesNoOther()
    {
        var outputs = Outputs();
        outputs.Place(("release.json", Bytes("old and longer")));

        outputs.Place(("release.json", Bytes("new")));

        Assert.Equal("new", File.ReadAllText(outputs.Path("release.json")));
        Assert.Equal(["release.json"], Names());
    }

    [Fact]
    public void PlacesAllOrNone()
    {
        var outputs = Outputs();
        Directory.CreateDirectory(outputs.Path("release.json"));

        var error = Assert.Throws<StevedoreException>(() =>
            outputs.Place(("imagedefinitions.json", Bytes("new")), ("release.json", Bytes("new")))
        );

        Assert.Equal($"Cannot write {folder.File("release.json")}", error.What);
        Assert.Equal(
            "Free space, or name another folder with --output, and run again: what is pushed already stays and is not built again.",
            error.Fix
        );
        Assert.Equal(["release.json"], Names());
    }

    [Fact]
    public void DeletesItsOwnFilesAndNoOther()
    {
        var outputs = Outputs();
        outputs.WriteRelease(Shipped.Result(PlanCase.Rich));
        outputs.Place(("docker.log", Bytes("# Stevedore: docker buildx bake\n")), ("bake.json", stream => stream.Write(Bake)));
        File.WriteAllText(outputs.Path("mine.txt"), "");

        outputs.Clear([]);

        Assert.Equal(["mine.txt"], Names());
    }

    [Fact]
    public void SweepsWhatAKilledRunWasWriting()
    {
        var outputs = Outputs();
        foreach (var name in new[] { ".release.json.4711", ".docker.log.1", ".release.json", ".release.json.bak", ".mine.json.4711" })
        {
            File.WriteAllText(outputs.Path(name), "");
        }

        outputs.Clear([]);

        Assert.Equal([".mine.json.4711", ".release.json", ".release.json.bak"], Names());
    }

    [Fact]
    public void MakesTheFolder()
    {
        Outputs("a/b").Clear([]);

        Assert.True(Directory.Exists(folder.File("a/b")));
    }

    [Theory]
    [InlineData("artifacts")]
    [InlineData("out/of/this")]
    public void LeavesNoTraceOfTheFolderInWhatIsBuilt(string output)
    {
        Directory.CreateDirectory(folder.File("other"));
        var outputs = Outputs(output);

        outputs.Clear([folder.Path]);
        Assert.Equal(["other"], Names());
        outputs.WriteRelease(Shipped.Result(PlanCase.Rich));
        Assert.True(File.Exists(outputs.Path("release.json")));
        outputs.Clear([folder.Path]);

        Assert.Equal(["other"], Names());
    }

    [Fact]
    public void LeavesTheFolderThatIsBuilt()
    {
        Outputs("app").Clear([folder.File("app")]);
        Outputs("app/out").Clear([folder.File("app")]);

        Assert.Empty(Directory.GetFileSystemEntries(folder.File("app")));
    }

    [Fact]
    public void LeavesAFolderThatHoldsOtherFiles()
    {
        using var repository = GitRepository.Init().Commit();
        var outputs = new OutputFolder(Path.Combine(repository.Folder, "artifacts"), cleanUp);
        outputs.WriteRelease(Shipped.Result(PlanCase.Rich));
        File.WriteAllText(outputs.Path("deployment.json"), "{}");

        outputs.Clear([repository.Folder]);

        Assert.Equal(
            [".gitignore", "deployment.json"],
            Directory.GetFileSystemEntries(outputs.FullPath).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.Empty(repository.Read()!.DirtyFiles);
    }

    [Fact]
    public void GivesAFolderBackAsItWas()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite;
        var outputs = Outputs("out");
        outputs.WriteRelease(Shipped.Result(PlanCase.Rich));
        File.SetUnixFileMode(outputs.FullPath, mode);

        outputs.Clear([folder.Path]);
        outputs.WriteRelease(Shipped.Result(PlanCase.Rich));

        Assert.Equal(mode, File.GetUnixFileMode(outputs.FullPath));
    }

    [Theory]
    [InlineData("artifacts", false)]
    [InlineData("artifacts", true)]
    [InlineData("out/of/this", true)]
    public void IsNoChangeOfARepositoryWhateverItsName(string output, bool isBuilt)
    {
        using var repository = GitRepository.Init().Commit();
        foreach (
            var outputs in Enumerable.Repeat(Path.Combine(repository.Folder, output), 2).Select(path => new OutputFolder(path, cleanUp))
        )
        {
            outputs.Clear(isBuilt ? [repository.Folder] : []);
            outputs.WriteRelease(Shipped.Result(PlanCase.Rich));
        }

        Assert.Empty(repository.Read()!.DirtyFiles);
    }

    [Fact]
    public void HidesNothingThatIsNotItsOwn()
    {
        using var repository = GitRepository.Init().Commit();
        var outputs = new OutputFolder(Path.Combine(repository.Folder, "app"), cleanUp);
        Directory.CreateDirectory(outputs.FullPath);
        File.WriteAllText(outputs.Path("mine.txt"), "");

        outputs.Clear([]);
        outputs.WriteRelease(Shipped.Result(PlanCase.Rich));

        Assert.Equal(["app/"], repository.Read()!.DirtyFiles);
    }

    [Fact]
    public void IgnoresNothingWhereTheFilesAreKept()
    {
        using var repository = GitRepository.Init().Commit();
        var outputs = new OutputFolder(Path.Combine(repository.Folder, "live"), cleanUp);
        outputs.WriteRelease(Shipped.Result(PlanCase.Rich));
        File.Delete(outputs.Path(".gitignore"));
        var next = new OutputFolder(outputs.FullPath, cleanUp);

        next.Clear([repository.Folder]);
        next.WriteRelease(Shipped.Result(PlanCase.Rich));

        Assert.False(File.Exists(outputs.Path(".gitignore")));
    }

    [Fact]
    public void IgnoresItsFilesAfterARunThatWasKilledBeforeItCould()
    {
        using var repository = GitRepository.Init().Commit();
        var outputs = new OutputFolder(Path.Combine(repository.Folder, "artifacts"), cleanUp);
        Directory.CreateDirectory(outputs.FullPath);
        File.WriteAllText(outputs.Path("..gitignore.123"), "");

        outputs.Clear([]);
        outputs.WriteRelease(Shipped.Result(PlanCase.Rich));

        Assert.Equal(
            [".gitignore", "imageDetail.json", "imagedefinitions.json", "release.json"],
            Directory.GetFileSystemEntries(outputs.FullPath).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void SaysWhyTheFolderCannotBeMade()
    {
        File.WriteAllText(folder.File("artifacts"), "");

        var error = Assert.Throws<StevedoreException>(() => Outputs("artifacts").Clear([]));

        Assert.Equal($"Cannot use the output folder {folder.File("artifacts")}", error.What);
        Assert.Equal("Let this user write there, or name another folder with --output.", error.Fix);
    }

    [Fact]
    public void WritesTheFilesOfARelease()
    {
        var outputs = Outputs();

        outputs.WriteRelease(Shipped.Result(PlanCase.Rich));

        Assert.Equal(["imageDetail.json", "imagedefinitions.json", "release.json"], Names());
    }

    [Fact]
    public void LeavesNoDetailOfAnEarlierRelease()
    {
        var outputs = Outputs();
        outputs.WriteRelease(Shipped.Result(PlanCase.Rich));

        outputs.WriteRelease(Shipped.Result(PlanCase.Rich with { Images = ["base"] }));

        Assert.Equal(["imagedefinitions.json", "release.json"], Names());
    }

    private static byte[] Bake => PlanCase.Rich.Bake(BuildPurpose.Push);

    private static Action<Stream> Bytes(string text) => stream => stream.Write(Encoding.UTF8.GetBytes(text));

    private OutputFolder Outputs(string name = "") => new(folder.File(name), cleanUp);

    private IEnumerable<string> Names() =>
        Directory.EnumerateFileSystemEntries(folder.Path).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal);
}
