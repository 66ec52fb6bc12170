using Stevedore.Source;
using Xunit;

namespace Stevedore.Tests.Source;

public sealed class ReadingARepository
{
    [Fact]
    public void SaysWhatIsCheckedOut()
    {
        using var repository = GitRepository.Init().Write("Dockerfile").Commit().Tag("v1.4.2").AnnotatedTag("build/7,b");
        repository.Run("remote", "add", "origin", "https://alex:hunter2@github.com/acme/web.git");

        var git = repository.Read()!;

        Assert.Equal(repository.Folder, git.Root);
        Assert.Equal(repository.Head, git.Commit);
        Assert.Equal("main", git.Branch);
        Assert.Equal(["build/7,b", "v1.4.2"], git.Tags);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 10, 10, 45, TimeSpan.Zero), git.CommitDate);
        Assert.Equal("https://github.com/acme/web", git.Url);
        Assert.Empty(git.DirtyFiles);
        Assert.False(git.IsDirty);
        Assert.Null(git.Refusal);
    }

    [Fact]
    public void FindsTheRootAboveTheFolder()
    {
        using var repository = GitRepository.Init("a folder").Write("app/web/Dockerfile").Commit().Write("new ü.txt");

        var git = repository.Read("app/web")!;

        Assert.Equal(repository.Folder, git.Root);
        Assert.Equal(["new ü.txt"], git.DirtyFiles);
    }

    [Fact]
    public void ReadsAFolderWithALineBreakInItsName()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        using var repository = GitRepository.Init("two\nlines").Write("web/Dockerfile").Commit();

        Assert.Equal(repository.Folder, repository.Read()!.Root);
        Assert.Null(repository.Foreign("web"));
    }

    [Fact]
    public void HasNoBranchWhenDetached()
    {
        using var repository = GitRepository.Init().Commit().Detach();

        Assert.Null(repository.Read()!.Branch);
        Assert.Equal(repository.Head, repository.Read()!.Commit);
    }

    [Fact]
    public void ReadsPackedRefs()
    {
        using var repository = GitRepository
            .Init()
            .Commit()
            .Branch("feature/search")
            .Tag("v1")
            .AnnotatedTag("v2")
            .Run("pack-refs", "--all");

        var git = repository.Read()!;

        Assert.Equal(repository.Head, git.Commit);
        Assert.Equal("feature/search", git.Branch);
        Assert.Equal(["v1", "v2"], git.Tags);
    }

    [Fact]
    public void LeavesOutTheTagsOfOtherCommits()
    {
        using var repository = GitRepository.Init().Commit().Tag("v1").Commit("second").Tag("v2").Branch("v3");

        Assert.Equal(["v2"], repository.Read()!.Tags);
    }

    [Fact]
    public void ReadsAShallowCloneWithoutTags()
    {
        using var repository = GitRepository.Init().Commit().Commit("second").Tag("v2");

        var git = repository.ShallowClone().Read()!;

        Assert.Equal(repository.Head, git.Commit);
        Assert.Equal("main", git.Branch);
        Assert.Empty(git.Tags);
        Assert.Null(git.Url);
    }

    [Fact]
    public void ReadsAWorktree()
    {
        using var repository = GitRepository.Init().Commit().Tag("v1");
        var worktree = repository.Worktree("other").Write("new.txt");

        var git = worktree.Read()!;

        Assert.Equal(worktree.Folder, git.Root);
        Assert.Equal("other", git.Branch);
        Assert.Equal(["v1"], git.Tags);
        Assert.Equal(["new.txt"], git.DirtyFiles);
        Assert.False(repository.Read()!.IsDirty);
    }

    [Fact]
    public void ReadsTheSubmoduleThatItIsAskedAbout()
    {
        using var library = GitRepository.Init("library").Commit("of the library");
        using var repository = GitRepository.Init().Commit();
        var submodule = repository.Submodule(library, "modules/library");
        repository.Commit("add the library");

        Assert.Equal(submodule.Folder, submodule.Read()!.Root);
        Assert.Equal(library.Head, submodule.Read()!.Commit);
        Assert.Equal(repository.Head, repository.Read("modules")!.Commit);
    }

    [Fact]
    public void CountsChangesInASubmodule()
    {
        using var library = GitRepository.Init("library").Commit("of the library");
        using var repository = GitRepository.Init().Commit();
        var submodule = repository.Submodule(library, "modules/library");
        repository.Commit("add the library");
        submodule.Write("new.txt");

        Assert.Equal(["modules/library"], repository.Read()!.DirtyFiles);
    }

    [Fact]
    public void HasABranchButNoCommitBeforeTheFirst()
    {
        using var repository = GitRepository.Init().Write("Dockerfile");

        var git = repository.Read()!;

        Assert.Null(git.Commit);
        Assert.Null(git.CommitDate);
        Assert.Equal("main", git.Branch);
        Assert.Equal(["Dockerfile"], git.DirtyFiles);
        Assert.Null(git.Refusal);
    }

    [Fact]
    public void AsksFourThingsAndNeverAShell()
    {
        using var repository = GitRepository.Init().Commit();
        var processes = new IsolatedProcesses(repository.Folder);

        new GitReader(processes).Read(repository.Folder);

        Assert.Equal(
            [
                """git "rev-parse" "--show-toplevel" """.TrimEnd(),
                """git "status" "--porcelain=v2" "--branch" "-z" "--untracked-files=normal" "--no-renames" "--no-ahead-behind" "--ignore-submodules=none" """.TrimEnd(),
                """git "log" "-1" "--no-show-signature" "--decorate=full" "--decorate-refs=refs/tags/*" "--format=%H%n%ct%n%D" """.TrimEnd(),
                """git "config" "--get-regexp" "^remote\..*\.url$" """.TrimEnd(),
            ],
            processes.Started
        );
    }

    [Fact]
    public void AsksNothingWhereThereIsNoRepository()
    {
        var folder = Directory.CreateTempSubdirectory("stevedore-no-git-");
        try
        {
            var processes = new IsolatedProcesses(folder.FullName);

            Assert.Null(new GitReader(processes).Read(folder.FullName));
            Assert.Empty(processes.Started);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void IsNotFooledByAFolderThatIsNoRepository()
    {
        using var repository = GitRepository.Init();
        Directory.Delete(Path.Combine(repository.Folder, ".git"), recursive: true);
        Directory.CreateDirectory(Path.Combine(repository.Folder, ".git"));

        Assert.Null(repository.Read());
    }
}
