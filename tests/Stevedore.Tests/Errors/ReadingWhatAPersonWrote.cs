using System.Diagnostics;
using Xunit;

namespace Stevedore.Tests.Errors;

public sealed class ReadingWhatAPersonWrote : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TakesTextWithOrWithoutAMark()
    {
        File.WriteAllText(folder.File("a"), "{}");
        File.WriteAllBytes(folder.File("b"), [0xef, 0xbb, 0xbf, (byte)'x']);
        File.WriteAllText(folder.File("empty"), "");

        Assert.Equal("{}", WrittenFile.Text(folder.File("a")));
        Assert.Equal("x", WrittenFile.Text(folder.File("b")));
        Assert.Equal("", WrittenFile.Text(folder.File("empty")));
        Assert.Null(WrittenFile.Text(folder.File("none")));
    }

    [Fact]
    public void TakesWhatAProgramWritesToAPipe()
    {
        Pipe("pipe");
        using var writer = Process.Start("sh", ["-c", $"sleep 0.2; echo '{{}}' >'{folder.File("pipe")}'"]);

        Assert.Equal("{}\n", WrittenFile.Text(folder.File("pipe")));
        writer.WaitForExit();
    }

    [Fact]
    public void GivesUpOnAPipeThatNobodyWritesTo()
    {
        Pipe("pipe");

        Assert.Equal(
            $"Cannot read {folder.File("pipe")}: it is a pipe or a device, and did not end within 5 seconds. Make it a file that this user can read.",
            Assert.Throws<StevedoreException>(() => WrittenFile.Text(folder.File("pipe"))).Message
        );
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/urandom")]
    public void GivesUpOnWhatHasNoEnd(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");

        Assert.Equal(
            $"Cannot read {path}: it has no end within 16 MiB. Make it a file that this user can read.",
            Assert.Throws<StevedoreException>(() => WrittenFile.Text(path)).Message
        );
    }

    [Fact]
    public void SaysThatAFolderIsNone() =>
        Assert.Equal(
            $"Cannot read {folder.Path}: it is a folder. Make it a file that this user can read.",
            Assert.Throws<StevedoreException>(() => WrittenFile.Text(folder.Path)).Message
        );

    private void Pipe(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        using var make = Process.Start("mkfifo", [folder.File(name)]);
        make.WaitForExit();
    }
}
