using Stevedore.Runs;
using Stevedore.Source;
using Xunit;

namespace Stevedore.Tests.Source;

/// <summary>Folders that a build reads and that the commit does not say all of.</summary>
public sealed class TellingForeignFolders : IDisposable
{
    private readonly GitRepository shop = GitRepository.Init().Write("web/Dockerfile").Commit();
    private readonly GitRepository library = GitRepository.Init("library").Write("Dockerfile").Write("deep/Dockerfile").Commit();

    public void Dispose()
    {
        shop.Dispose();
        library.Dispose();
    }

    [Theory]
    [InlineData(".")]
    [InlineData("web")]
    [InlineData("web/Dockerfile")]
    [InlineData("missing/folder")]
    public void TakesWhatIsInTheTree(string path) => Assert.Null(shop.Foreign(path));

    [Theory]
    [InlineData("vendor/library", "")]
    [InlineData("vendor/library/deep", "")]
    [InlineData("vendor/library/deep/Dockerfile", "")]
    [InlineData("vendor/library", "vendor/")]
    public void TellsACloneOfAnotherRepository(string path, string ignored)
    {
        shop.Write(".gitignore", ignored).Commit().Run("clone", "--quiet", library.Folder, "vendor/library");

        Assert.Equal(
            new(path, $"which is of another repository, {Real("vendor/library")} at {library.Head}", IsOfAnotherSource: true),
            shop.Foreign(path)
        );
        Assert.Null(shop.Foreign("."));
    }

    [Fact]
    public void TellsACloneBehindALink()
    {
        Link("link", library.Folder);
        shop.Commit();

        Assert.Equal(
            new("link/deep", $"which is of another repository, {RealPath.Of(library.Folder)} at {library.Head}", IsOfAnotherSource: true),
            shop.Foreign("link/deep")
        );
    }

    [Fact]
    public void TakesALinkWithinTheTree()
    {
        Link("link", "web");

        Assert.Null(shop.Commit().Foreign("link/Dockerfile"));
    }

    [Fact]
    public void TakesASubmoduleThatIsWhereTheCommitSays()
    {
        shop.Submodule(library, "library");

        Assert.Null(shop.Commit().Foreign("library/deep"));
        Assert.Null(shop.Foreign("."));
    }

    [Theory]
    [InlineData("library/deep")]
    [InlineData("library")]
    [InlineData(".")]
    public void TellsASubmoduleThatIsElsewhere(string path)
    {
        var module = shop.Submodule(library, "library");
        shop.Commit();
        module.Write("new").Commit();

        Assert.Equal(
            new(path, $"where the submodule {Real("library")} is at {module.Head} and not where HEAD says", IsOfAnotherSource: true),
            shop.Foreign(path)
        );
        Assert.Null(shop.Foreign("web"));
    }

    [Theory]
    [InlineData("library")]
    [InlineData(".")]
    public void TellsASubmoduleThatIsElsewhereAndStagedSo(string path)
    {
        var module = shop.Submodule(library, "library");
        shop.Commit();
        module.Write("new").Commit();
        shop.Run("add", "library");

        Assert.True(shop.Foreign(path)!.IsOfAnotherSource);
    }

    [Theory]
    [InlineData("all")]
    [InlineData("dirty")]
    public void SeesASubmoduleThatGitIsToldToIgnore(string what)
    {
        var module = shop.Submodule(library, "library");
        shop.Run("config", "--file", ".gitmodules", "submodule.library.ignore", what).Commit();
        module.Write("Dockerfile", "changed\n");
        Assert.Equal(["library"], shop.Read()!.DirtyFiles);

        module.Commit();

        Assert.Equal(["library"], shop.Read()!.DirtyFiles);
        Assert.True(shop.Foreign(".")!.IsOfAnotherSource);
    }

    [Fact]
    public void FollowsSubmodulesOfSubmodules()
    {
        using var inner = GitRepository.Init("inner").Write("Dockerfile").Commit();
        library.Submodule(inner, "inner");
        library.Commit();
        shop.Submodule(library, "library").Run("-c", "protocol.file.allow=always", "submodule", "--quiet", "update", "--init");
        Assert.Null(shop.Commit().Foreign("library/inner"));

        shop.Run("-C", "library/inner", "commit", "--quiet", "--allow-empty", "--message", "new");

        Assert.True(shop.Foreign("library/inner")!.IsOfAnotherSource);
    }

    [Fact]
    public void TellsAnotherWorkingTreeOfTheSameRepository()
    {
        shop.Run("worktree", "add", "--quiet", "-b", "old", "old");

        Assert.True(shop.Foreign("old/web")!.IsOfAnotherSource);
    }

    [Theory]
    [InlineData("link")]
    [InlineData("above")]
    public void TellsWhatIsOutsideTheRepository(string link)
    {
        var outside = Directory.GetParent(shop.Folder)!.FullName;
        Link(link, link == "above" ? ".." : outside);
        shop.Commit();

        Assert.Equal(new(link, $"which is {RealPath.Of(outside)}, outside the repository", IsOfAnotherSource: false), shop.Foreign(link));
    }

    [Theory]
    [InlineData("CODEBUILD_SRC_DIR_tools")]
    [InlineData("CODEBUILD_SRC_DIR")]
    public void TellsAnotherSourceOfTheBuild(string variable)
    {
        using TemporaryFolder source = new();
        Link("link", source.Path);
        shop.Commit();

        Assert.Equal(
            new("link", $"which is of another source of this build, {RealPath.Of(source.Path)}", IsOfAnotherSource: true),
            shop.Foreign("link", (variable, source.Path), ($"{variable}_here", shop.Folder))
        );
    }

    [Fact]
    public void TakesWhatOnlyLooksLikeARepository()
    {
        Directory.CreateDirectory(Path.Combine(shop.Write("web/template/Dockerfile").Commit().Folder, "web/template/.git"));

        Assert.Null(shop.Foreign("web/template"));
    }

    [Fact]
    public void TellsARepositoryThatGitCannotRead()
    {
        shop.Write("web/template/.git", "gitdir: nowhere");

        Assert.Equal(
            new("web/template", $"which is of another repository, {Real("web/template")} at no commit", IsOfAnotherSource: true),
            shop.Foreign("web/template")
        );
    }

    [Fact]
    public void TellsACloneInASourceWithoutGit()
    {
        using TemporaryFolder source = new();
        library.Run("clone", "--quiet", library.Folder, source.File("library"));
        Directory.CreateDirectory(source.File("web"));
        GitTree tree = new(
            new IsolatedProcesses(source.Path),
            null,
            SourceFolders.Read(source.Path, null, ImmutableDictionary<string, string>.Empty)
        );

        Assert.True(tree.Foreign("library/deep")!.IsOfAnotherSource);
        Assert.Null(tree.Foreign("web"));
    }

    private string Real(string path) => RealPath.Of(Path.Combine(shop.Folder, path));

    private void Link(string path, string target) => Directory.CreateSymbolicLink(Path.Combine(shop.Folder, path), target);
}
