using System.IO.Compression;
using Stevedore.CodeBuild.Artifacts;
using Xunit;

namespace Stevedore.Tests.CodeBuild;

public sealed class UnpackingArtifacts : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Output => folder.File("artifacts");

    [Theory]
    [InlineData("release.json", "reports/a.xml")]
    [InlineData("artifacts/release.json", "artifacts/reports/a.xml")]
    public void PutsThemIntoTheFolder(params string[] names)
    {
        Assert.Equal(["release.json", "reports/a.xml"], Unpack(names));
        Assert.Equal(names[1], File.ReadAllText(Path.Combine(Output, "reports/a.xml")));
    }

    [Theory]
    [InlineData("../out.txt", "'../out.txt' leads out of the folder")]
    [InlineData("a/../../out.txt", "'a/../../out.txt' leads out of the folder")]
    [InlineData("/tmp/out.txt", "'/tmp/out.txt' leads out of the folder")]
    [InlineData("..\\out.txt", "'..\\out.txt' leads out of the folder")]
    [InlineData("C:/out.txt", "'C:/out.txt' leads out of the folder")]
    [InlineData("a//b", "'a//b' leads out of the folder")]
    [InlineData(".git/config", "'.git/config' would be git's own, which runs what is configured there")]
    [InlineData("sub/.GIT. /config", "'sub/.GIT. /config' would be git's own, which runs what is configured there")]
    [InlineData("git~1/hooks/post-checkout", "'git~1/hooks/post-checkout' would be git's own, which runs what is configured there")]
    [InlineData("inside.txt", "'inside.txt' is there twice")]
    public void RefusesWhatLeadsElsewhere(string name, string why)
    {
        var fault = Assert.Throws<StevedoreException>(() => Unpack("inside.txt", name));

        Assert.Equal(
            $"Cannot take the artifacts of the build: {why}. Correct `artifacts` in its buildspec, or fetch them by hand.",
            fault.Message
        );
        Assert.False(Directory.Exists(Output));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void RefusesLinks()
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry("link");
            entry.ExternalAttributes = 0xA1FF << 16;
            using var content = entry.Open();
            content.Write("/etc"u8);
        }

        Assert.Contains(
            "'link' is a symbolic link",
            Assert.Throws<StevedoreException>(() => ArtifactArchive.Unpack(bytes, Output, "artifacts")).Message
        );
    }

    [Fact]
    public void RefusesToWriteBehindALink()
    {
        Directory.CreateDirectory(Output);
        var elsewhere = Directory.CreateDirectory(folder.File("elsewhere")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(Output, "sub"), elsewhere);

        Assert.Contains("would be written behind a link", Assert.Throws<StevedoreException>(() => Unpack("sub/x")).Message);
        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
    }

    [Fact]
    public void ReplacesALinkAndFollowsItNot()
    {
        Directory.CreateDirectory(Output);
        var elsewhere = folder.File("elsewhere");
        File.WriteAllText(elsewhere, "kept");
        File.CreateSymbolicLink(Path.Combine(Output, "release.json"), elsewhere);

        Unpack("release.json");

        Assert.Equal("kept", File.ReadAllText(elsewhere));
        Assert.Null(new FileInfo(Path.Combine(Output, "release.json")).LinkTarget);
    }

    [Fact]
    public void RefusesWhatIsNoZip()
    {
        using MemoryStream bytes = new("<html>"u8.ToArray());

        Assert.Contains(
            "what the build has left is no zip",
            Assert.Throws<StevedoreException>(() => ArtifactArchive.Unpack(bytes, Output, "artifacts")).Message
        );
    }

    private string[] Unpack(params string[] names)
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
            {
                using var content = zip.CreateEntry(name).Open();
                content.Write(System.Text.Encoding.UTF8.GetBytes(name));
            }
        }

        return [.. ArtifactArchive.Unpack(bytes, Output, "artifacts")];
    }
}
