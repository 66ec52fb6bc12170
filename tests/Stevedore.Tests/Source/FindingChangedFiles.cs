using Xunit;

namespace Stevedore.Tests.Source;

public sealed class FindingChangedFiles
{
    [Fact]
    public void NamesEveryKindOfChange()
    {
        using var repository = GitRepository
            .Init()
            .Write("changed.txt")
            .Write("deleted.txt")
            .Write("renamed.txt", "a text that git would recognise\n")
            .Commit()
            .Write("changed.txt", "other\n")
            .Run("rm", "--quiet", "deleted.txt")
            .Run("mv", "renamed.txt", "with two spaces.txt")
            .Write("staged.txt")
            .Run("add", "staged.txt")
            .Write("neu/grün.txt");

        Assert.Equal(
            ["changed.txt", "deleted.txt", "neu/", "renamed.txt", "staged.txt", "with two spaces.txt"],
            repository.Read()!.DirtyFiles.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void NamesFilesInConflict()
    {
        using var repository = GitRepository
            .Init()
            .Write("both sides.txt")
            .Commit()
            .Branch("other")
            .Write("both sides.txt", "theirs\n")
            .Commit("theirs")
            .Run("checkout", "--quiet", "main")
            .Write("both sides.txt", "ours\n")
            .Commit("ours");
        Assert.Throws<InvalidOperationException>(() => repository.Run("merge", "other"));

        Assert.Equal(["both sides.txt"], repository.Read()!.DirtyFiles);
    }

    [Fact]
    public void CountsNewFilesWhateverTheUserConfigured()
    {
        using var repository = GitRepository.Init().Commit().Run("config", "status.showUntrackedFiles", "no").Write("new.txt");

        Assert.Equal(["new.txt"], repository.Read()!.DirtyFiles);
    }

    [Fact]
    public void LeavesOutWhatIsIgnored()
    {
        using var repository = GitRepository.Init().Write(".gitignore", "artifacts/\n").Commit().Write("artifacts/release.json");

        Assert.False(repository.Read()!.IsDirty);
    }

    [Fact]
    public void DoesNotWriteToTheIndex()
    {
        using var repository = GitRepository.Init().Write("a.txt").Commit();
        var index = Path.Combine(repository.Folder, ".git", "index");
        File.SetLastWriteTimeUtc(Path.Combine(repository.Folder, "a.txt"), new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var before = File.ReadAllBytes(index);

        Assert.False(repository.Read()!.IsDirty);
        Assert.Equal(before, File.ReadAllBytes(index));
    }

    [Fact]
    public void CountsACommittedFileOfABuildsOwnNamesAndNoOther()
    {
        using var repository = GitRepository
            .Init()
            .Write("release.json")
            .Write("out/release.json")
            .Write("out/staged.json")
            .Commit()
            .Write("release.json", "other\n")
            .Write("metadata.json")
            .Write("out/release.json", "other\n")
            .Write("out/metadata.json")
            .Write("out/bake.json")
            .Run("add", "out/bake.json");
        string[] names = ["release.json", "metadata.json", "bake.json"];
        var facts = repository.Read()!;

        Assert.Equal(
            ["out/bake.json", "out/metadata.json", "out/release.json", "release.json"],
            facts.Without(repository.Folder, names).DirtyFiles.Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            ["metadata.json", "out/bake.json", "out/release.json", "release.json"],
            facts.Without(Path.Combine(repository.Folder, "out"), names).DirtyFiles.Order(StringComparer.Ordinal)
        );
    }
}
