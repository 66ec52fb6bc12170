using System.IO.Compression;
using Stevedore.CodeBuild.Artifacts;
using Stevedore.Releases;
using Stevedore.Source;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.CodeBuild;

public sealed class UnpackingArtifacts : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CleanUp cleanUp = new();

    public void Dispose()
    {
        cleanUp.Dispose();
        folder.Dispose();
    }

    private string Output => folder.File("artifacts");

    private OutputFolder Outputs => new(Output, cleanUp);

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
            Assert.Throws<StevedoreException>(() => ArtifactArchive.Unpack(bytes, Outputs, "artifacts")).Message
        );
    }

    [Fact]
    public void RefusesWhatIsEncrypted()
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var content = zip.CreateEntry("locked", CompressionLevel.NoCompression).Open();
            content.Write("text"u8);
        }

        // The first bit of the flags, in the entry's header and in the directory's.
        var raw = bytes.ToArray();
        raw[6] |= 1;
        raw[raw.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        using MemoryStream encrypted = new(raw);

        Assert.Contains(
            "'locked' is encrypted",
            Assert.Throws<StevedoreException>(() => ArtifactArchive.Unpack(encrypted, Outputs, "artifacts")).Message
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
            Assert.Throws<StevedoreException>(() => ArtifactArchive.Unpack(bytes, Outputs, "artifacts")).Message
        );
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void RefusesWhatIsNotAsItWasPacked(CompressionLevel level)
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var content = zip.CreateEntry("a.txt", level).Open();
            content.Write("text"u8);
        }

        // The checksum, as the directory says it.
        var raw = bytes.ToArray();
        raw[raw.AsSpan().IndexOf("PK\u0001\u0002"u8) + 16] ^= 1;
        using MemoryStream broken = new(raw);

        Assert.Contains(
            "'a.txt' cannot be unpacked",
            Assert.Throws<StevedoreException>(() => ArtifactArchive.Unpack(broken, Outputs, "artifacts")).Message
        );
        Assert.Empty(Directory.Exists(Output) ? Directory.GetFileSystemEntries(Output) : []);
    }

    [Theory]
    [InlineData("a", "a/b")]
    [InlineData("a/b", "A")]
    [InlineData("x/y/z", "x/y")]
    public void RefusesAFileThatIsAFolderToo(params string[] names)
    {
        Assert.Contains("is there as a file and as a folder", Assert.Throws<StevedoreException>(() => Unpack(names)).Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void KeepsThemOutOfGit()
    {
        using var checkout = GitRepository.Init();
        var output = Path.Combine(checkout.Folder, "artifacts");

        Assert.Equal(["a/b.txt", ".gitignore"], Unpack(Of(checkout, output), "a/b.txt", ".gitignore"));
        Assert.Equal("*\n", File.ReadAllText(Path.Combine(output, ".gitignore")));
        // A folder of its own, the next time.
        Unpack(Of(checkout, output), "a/b.txt");
        Assert.Equal([".gitignore", "b.txt"], Names(output));
    }

    [Theory]
    [InlineData("out", "git tracks sub/Kept.txt there")]
    [InlineData(".", "it holds the repository, and what comes from elsewhere may not lie among its files")]
    [InlineData("..", "it holds the repository, and what comes from elsewhere may not lie among its files")]
    public void RefusesToReplaceWhatIsCommitted(string output, string why)
    {
        using var checkout = GitRepository.Init();
        checkout.Write("out/sub/Kept.txt", "kept").Commit();
        File.Delete(Path.Combine(checkout.Folder, "out", "sub", "Kept.txt"));
        var path = Path.GetFullPath(Path.Combine(checkout.Folder, output));

        var fault = Assert.Throws<StevedoreException>(() => Unpack(Of(checkout, path), "new.txt", "sub/kept.TXT"));

        Assert.Equal($"Cannot use the output folder {path}: {why}. Name another folder with --output=<folder>.", fault.Message);
        Assert.DoesNotContain("new.txt", Names(path));
    }

    [Fact]
    public void TakesAllOrNone()
    {
        Directory.CreateDirectory(Path.Combine(Output, "b"));

        Assert.Throws<StevedoreException>(() => Unpack("a", "b"));

        Assert.Equal(["b"], Directory.GetFileSystemEntries(Output).Select(Path.GetFileName));
    }

    private OutputFolder Of(GitRepository checkout, string output) =>
        new(output, cleanUp, new GitIndex(new IsolatedProcesses(folder.Path)), checkout.Folder);

    private static string[] Names(string output) =>
        [
            .. Directory
                .EnumerateFiles(output, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetFileName(file)!)
                .Order(StringComparer.Ordinal),
        ];

    private string[] Unpack(params string[] names) => Unpack(Outputs, names);

    private static string[] Unpack(OutputFolder to, params string[] names)
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

        return [.. ArtifactArchive.Unpack(bytes, to, "artifacts")];
    }
}
