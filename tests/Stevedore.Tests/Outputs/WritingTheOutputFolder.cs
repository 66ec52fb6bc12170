using Stevedore.Outputs;
using Stevedore.Tests.Planning;
using Stevedore.Tests.Shipping;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Outputs;

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
        var outputs = new OutputFolder(folder.Path, cleanUp);
        outputs.Write("release.json", "old and longer"u8.ToArray());

        outputs.Write("release.json", "new"u8.ToArray());

        Assert.Equal("new", File.ReadAllText(outputs.Path("release.json")));
        Assert.Equal(["release.json"], Names());
    }

    [Fact]
    public void LeavesNoHalfFileWhenItCannotReplace()
    {
        var outputs = new OutputFolder(folder.Path, cleanUp);
        Directory.CreateDirectory(outputs.Path("release.json"));

        var error = Assert.Throws<StevedoreException>(() => outputs.Write("release.json", "new"u8.ToArray()));

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
        var outputs = new OutputFolder(folder.Path, cleanUp);
        foreach (var name in OutputFolder.Names.Add("mine.txt"))
        {
            File.WriteAllText(outputs.Path(name), "");
        }

        outputs.Clear(OutputFolder.Names);

        Assert.Equal(["mine.txt"], Names());
    }

    [Fact]
    public void SweepsWhatAKilledRunWasWriting()
    {
        var outputs = new OutputFolder(folder.Path, cleanUp);
        foreach (var name in new[] { ".release.json.4711", ".docker.log.1", ".release.json", ".release.json.bak", ".mine.json.4711" })
        {
            File.WriteAllText(outputs.Path(name), "");
        }

        outputs.Clear(OutputFolder.Names);

        Assert.Equal([".mine.json.4711", ".release.json", ".release.json.bak"], Names());
    }

    [Fact]
    public void MakesTheFolder()
    {
        new OutputFolder(folder.File("a/b"), cleanUp).Clear(OutputFolder.Names);

        Assert.True(Directory.Exists(folder.File("a/b")));
    }

    [Theory]
    [InlineData("artifacts")]
    [InlineData("out/of/this")]
    public void IsNoChangeOfARepositoryWhateverItsName(string output)
    {
        using var repository = GitRepository.Init().Commit();
        var outputs = new OutputFolder(Path.Combine(repository.Folder, output), cleanUp);

        outputs.Clear(OutputFolder.Names);
        outputs.Write("release.json", "{}"u8.ToArray());
        outputs.Clear(OutputFolder.Names);
        outputs.Write("release.json", "{}"u8.ToArray());

        Assert.Empty(repository.Read()!.DirtyFiles);
    }

    [Fact]
    public void HidesNothingThatIsNotItsOwn()
    {
        using var repository = GitRepository.Init().Commit();
        Directory.CreateDirectory(Path.Combine(repository.Folder, "app"));
        File.WriteAllText(Path.Combine(repository.Folder, "app", "mine.txt"), "");

        new OutputFolder(Path.Combine(repository.Folder, "app"), cleanUp).Clear(OutputFolder.Names);

        Assert.Equal(["app/"], repository.Read()!.DirtyFiles);
    }

    [Fact]
    public void IgnoresNothingWhereTheFilesAreKept()
    {
        using var repository = GitRepository.Init().Commit();
        var path = Directory.CreateDirectory(Path.Combine(repository.Folder, "live")).FullName;
        File.WriteAllText(Path.Combine(path, "release.json"), "{}");

        new OutputFolder(path, cleanUp).Clear(OutputFolder.Names);

        Assert.Empty(Directory.GetFileSystemEntries(path));
    }

    [Fact]
    public void IgnoresItsFilesAfterARunThatWasKilledBeforeItCould()
    {
        using var repository = GitRepository.Init().Commit();
        var path = Directory.CreateDirectory(Path.Combine(repository.Folder, "artifacts")).FullName;
        File.WriteAllText(Path.Combine(path, "..gitignore.123"), "");

        new OutputFolder(path, cleanUp).Clear(OutputFolder.Names);

        Assert.Equal([Path.Combine(path, ".gitignore")], Directory.GetFileSystemEntries(path));
    }

    [Fact]
    public void SaysWhyTheFolderCannotBeMade()
    {
        File.WriteAllText(folder.File("artifacts"), "");

        var error = Assert.Throws<StevedoreException>(() => new OutputFolder(folder.File("artifacts"), cleanUp).Clear());

        Assert.Equal($"Cannot use the output folder {folder.File("artifacts")}", error.What);
        Assert.Equal("Let this user write there, or name another folder with --output.", error.Fix);
    }

    [Fact]
    public void WritesTheFilesOfARelease()
    {
        var outputs = new OutputFolder(folder.Path, cleanUp);

        outputs.WriteRelease(Shipped.Result(PlanCase.Rich));

        Assert.Equal(["imageDetail.json", "imagedefinitions.json", "release.json"], Names());
    }

    [Fact]
    public void LeavesNoDetailOfAnEarlierRelease()
    {
        var outputs = new OutputFolder(folder.Path, cleanUp);
        outputs.WriteRelease(Shipped.Result(PlanCase.Rich));

        outputs.WriteRelease(Shipped.Result(PlanCase.Rich with { Images = ["base"] }));

        Assert.Equal(["imagedefinitions.json", "release.json"], Names());
    }

    private IEnumerable<string> Names() =>
        Directory.EnumerateFileSystemEntries(folder.Path).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal);
}
