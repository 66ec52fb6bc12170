using Stevedore.Runs;
using Xunit;

namespace Stevedore.Tests.Runs;

public sealed class FollowingLinks : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public FollowingLinks()
    {
        Directory.CreateDirectory(folder.File("real/inside"));
        File.CreateSymbolicLink(folder.File("absolute"), folder.File("real"));
        File.CreateSymbolicLink(folder.File("relative"), "real/inside");
        File.CreateSymbolicLink(folder.File("real/up"), "..");
        File.CreateSymbolicLink(folder.File("twice"), "absolute/inside");
        File.CreateSymbolicLink(folder.File("nowhere"), "missing/x");
        File.CreateSymbolicLink(folder.File("circle"), "circle");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("real/inside", "real/inside")]
    [InlineData("real/./inside/../new/x", "real/new/x")]
    [InlineData("absolute", "real")]
    [InlineData("absolute/new", "real/new")]
    [InlineData("relative/new", "real/inside/new")]
    [InlineData("real/up/absolute/inside", "real/inside")]
    [InlineData("twice", "real/inside")]
    [InlineData("nowhere/y", "missing/x/y")]
    public void LeadsToWhatIsMeant(string path, string real) => Assert.Equal(folder.File(real), RealPath.Of(folder.File(path)));

    [Fact]
    public void NamesEachLinkByItsOwnPlace() =>
        Assert.Equal([folder.File("twice"), folder.File("absolute")], RealPath.Follow(folder.File("twice")).Links);

    [Fact]
    public void EndsInACircle() => Assert.StartsWith(folder.File("circle"), RealPath.Of(folder.File("circle/x")), StringComparison.Ordinal);

    [Theory]
    [InlineData("/a/b", "/a", true)]
    [InlineData("/a", "/a", true)]
    [InlineData("/a/", "/a", true)]
    [InlineData("/a/..b", "/a", true)]
    [InlineData("/ab", "/a", false)]
    [InlineData("/", "/a", false)]
    [InlineData("/b/a", "/a", false)]
    [InlineData("/a", "/", true)]
    public void TellsWhatIsInAFolder(string path, string folder, bool isIn) => Assert.Equal(isIn, RealPath.IsIn(path, folder));
}
