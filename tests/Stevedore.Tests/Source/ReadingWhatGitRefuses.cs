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
            new(
                "the repository belongs to another user, and git refuses to trust it (dubious ownership)",
                $"Run `git config --global --add safe.directory {repository.Folder}`"
            ),
            git.Refusal
        );
    }

    [Theory]
    [InlineData("a b's $(c)", @"'{0}/a b'\''s $(c)'")]
    [InlineData("line\nbreak", @"$'{0}/line\x0abreak'")]
    public void QuotesTheFolderForAShell(string name, string word)
    {
        using var repository = GitRepository.Init(name).Commit();

        Assert.Equal(
            $"Run `git config --global --add safe.directory {word.Replace("{0}", Path.GetDirectoryName(repository.Folder))}`",
            repository.Read("", ("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1"))!.Refusal!.Remedy
        );
    }

    [Fact]
    public void SaysThatTrustNeedsAHomeFolder() =>
        Assert.Equal(
            "Set HOME, run `git config --global --add safe.directory /src/web`",
            GitFault.Of("/src/web", "fatal: detected dubious ownership in repository at '/src/web'", hasHome: false).Remedy
        );

    [Fact]
    public void SaysThatGitIsMissing()
    {
        using var repository = GitRepository.Init().Commit();

        var git = new GitReader(new NoProcesses()).Read(repository.Folder)!;

        Assert.Equal("git is not installed, or not on the PATH", git.Refusal!.Why);
        Assert.Equal("Install git", git.Refusal.Remedy);
    }

    [Fact]
    public void SaysWhereAGitFilePointsInVain()
    {
        using var repository = GitRepository.Init().Commit();
        var worktree = repository.Worktree("other");
        Directory.Delete(Path.Combine(repository.Folder, ".git"), recursive: true);

        Assert.Equal(
            new($"not a git repository: {repository.Folder}/.git/worktrees/worktree", "Repair the repository"),
            worktree.Read()!.Refusal
        );
    }

    [Fact]
    public void KeepsTheWordsOfGit()
    {
        using var repository = GitRepository.Init().Commit();
        File.WriteAllText(Path.Combine(repository.Folder, ".git", "index"), "no index");

        Assert.Equal(".git/index: index file smaller than expected", repository.Read()!.Refusal!.Why);
    }

    [Fact]
    public void LooksForTheFaultBehindTheWarnings() =>
        Assert.Equal(
            "bad config line 1 in file .git/config",
            GitFault
                .Of(
                    "/src/web",
                    "warning: unable to access '/root/.config/git/attributes'\nfatal: bad config line 1 in file .git/config",
                    true
                )
                .Why
        );

    [Fact]
    public void TellsADamagedRepositoryFromNone()
    {
        using var repository = GitRepository.Init().Commit();
        File.WriteAllText(Path.Combine(repository.Folder, ".git", "HEAD"), "");

        Assert.Equal(
            new($"git does not take {repository.Folder}/.git for a repository", "Repair the repository or clone it again"),
            repository.Read()!.Refusal
        );
    }

    private sealed class NoProcesses : IProcessRunner
    {
        public IProcess Start(FilePath filePath, ProcessSettings settings) => throw new Win32Exception(2);
    }
}
