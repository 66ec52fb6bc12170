using System.ComponentModel;
using Cake.Core.IO;
using Stevedore.Source;
using Xunit;
using Path = System.IO.Path;

namespace Stevedore.Tests.Source;

public sealed class ReadingWhatGitRefuses
{
    [Fact]
    public void SaysHowToTrustAnotherUsersRepository()
    {
        using var repository = GitRepository.Init().Commit();

        var git = repository.Read("", ("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1"))!;

        Assert.Null(git.Commit);
        Assert.Equal(
            $"Cannot read the commit of {repository.Folder}: the repository belongs to another user, and git refuses to trust it (dubious ownership). "
                + $"Run `git config --global --add safe.directory {repository.Folder}`, or pass the commit with --commit=<sha> or STEVEDORE_COMMIT.",
            git.Fault!.Message
        );
    }

    [Fact]
    public void SaysThatGitIsMissing()
    {
        using var repository = GitRepository.Init().Commit();

        var git = new GitReader(new NoProcesses()).Read(repository.Folder)!;

        Assert.Equal(
            $"Cannot read the commit of {repository.Folder}: git is not installed, or not on the PATH. "
                + "Install git, or pass the commit with --commit=<sha> or STEVEDORE_COMMIT.",
            git.Fault!.Message
        );
    }

    [Fact]
    public void SaysWhereAGitFilePointsInVain()
    {
        using var repository = GitRepository.Init().Commit();
        var worktree = repository.Worktree("other");
        Directory.Delete(Path.Combine(repository.Folder, ".git"), recursive: true);

        Assert.Equal(
            $"Cannot read the commit of {worktree.Folder}: not a git repository: {repository.Folder}/.git/worktrees/worktree. "
                + "Repair the repository, or pass the commit with --commit=<sha> or STEVEDORE_COMMIT.",
            worktree.Read()!.Fault!.Message
        );
    }

    [Fact]
    public void KeepsTheWordsOfGit()
    {
        using var repository = GitRepository.Init().Commit();
        File.WriteAllText(Path.Combine(repository.Folder, ".git", "index"), "no index");

        Assert.StartsWith(
            $"Cannot read the commit of {repository.Folder}: .git/index: index file smaller than expected. Repair",
            repository.Read()!.Fault!.Message
        );
    }

    private sealed class NoProcesses : IProcessRunner
    {
        public IProcess Start(FilePath filePath, ProcessSettings settings) => throw new Win32Exception(2);
    }
}
