using Stevedore.Runs;
using Stevedore.Source;
using Xunit;

namespace Stevedore.Tests.Source;

public sealed class FindingTheFoldersOfABuild : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("real/src")]
    [InlineData("real/src/")]
    [InlineData("real//./src/")]
    [InlineData("real/other/../src")]
    [InlineData("absolute/src")]
    [InlineData("relative/src")]
    [InlineData("chain/src/")]
    public void KnowsThePrimarySourceByEverySpelling(string spelling)
    {
        var root = GivenLinks();

        var folders = SourceFolders.Read(
            Path.Combine(root, "real/src/web"),
            SourceCases.Git with
            {
                Root = Path.Combine(root, "real/src"),
            },
            Variables(("CODEBUILD_SRC_DIR", $"{root}/{spelling}"))
        );

        Assert.Equal(Path.Combine(RealPath.Of(root), "real", "src"), folders.Primary);
        Assert.Equal("", folders.VariableSuffix);
    }

    [Theory]
    [InlineData("absolute")]
    [InlineData("relative")]
    [InlineData("chain")]
    public void KnowsItFromBehindALink(string link)
    {
        var root = GivenLinks();
        var variables = Variables(("CODEBUILD_SRC_DIR", $"{root}/real/src"), ("CODEBUILD_SRC_DIR_app", $"{root}/{link}/src/web/"));

        Assert.Equal("", SourceFolders.Read($"{root}/{link}/src", null, variables).VariableSuffix);
        Assert.Equal("_app", SourceFolders.Read($"{root}/real/src/web", null, variables).VariableSuffix);
    }

    [Fact]
    public void LeavesOutWhatIsEmpty()
    {
        var folders = SourceFolders.Read("/src", null, Variables(("CODEBUILD_SRC_DIR", ""), ("CODEBUILD_SRC_DIR_app", "")));

        Assert.Null(folders.Primary);
        Assert.Empty(folders.Secondary);
        Assert.Null(folders.GitRoot);
    }

    [Fact]
    public void IsNotCaughtByLinksThatGoInACircle()
    {
        Directory.CreateSymbolicLink(folder.File("one"), "two");
        Directory.CreateSymbolicLink(folder.File("two"), "one");

        Assert.StartsWith(RealPath.Of(folder.Path), RealPath.Of(folder.File("one")), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Variables(params (string Name, string Value)[] variables) =>
        variables.ToDictionary(variable => variable.Name, variable => variable.Value);

    private string GivenLinks()
    {
        Directory.CreateDirectory(folder.File("real/src/web"));
        Directory.CreateSymbolicLink(folder.File("absolute"), folder.File("real"));
        Directory.CreateSymbolicLink(folder.File("relative"), "./real");
        Directory.CreateSymbolicLink(folder.File("chain"), "relative");
        return folder.Path;
    }
}
