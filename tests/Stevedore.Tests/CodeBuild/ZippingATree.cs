using System.Diagnostics;
using Stevedore.CodeBuild.Uploads;
using Xunit;

namespace Stevedore.Tests.CodeBuild;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ZippingATree : IDisposable
{
    private readonly TemporaryFolder tree = new();
    private readonly TemporaryFolder other = new();

    public void Dispose()
    {
        tree.Dispose();
        other.Dispose();
    }

    [Fact]
    public void KeepsModesLinksAndNames()
    {
        string[] names =
        [
            "a.txt",
            "tool.sh",
            "empty",
            "grüße/ß.txt",
            "back\\slash",
            "new\nline",
            "日本.txt",
            string.Concat(Enumerable.Repeat("long/", 60)) + "end",
        ];
        foreach (var name in names)
        {
            Write(name, name == "empty" ? "" : $"{name}\n");
        }

        File.SetUnixFileMode(tree.File("tool.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(tree.File("link"), "grüße/ß.txt");

        var zip = Zip([.. names.Select(Of), new("link", SourceFileState.Tracked, false, 13, "grüße/ß.txt")]);
        // It would write '^J' for an end of a line.
        Run("unzip", "-q", "-^", zip, "-d", other.Path);

        Assert.All(names, name => Assert.Equal(File.ReadAllText(tree.File(name)), File.ReadAllText(other.File(name))));
        Assert.True(File.GetUnixFileMode(other.File("tool.sh")).HasFlag(UnixFileMode.UserExecute));
        Assert.False(File.GetUnixFileMode(other.File("a.txt")).HasFlag(UnixFileMode.UserExecute));
        Assert.Equal("grüße/ß.txt", new FileInfo(other.File("link")).LinkTarget);
    }

    [Fact]
    public async Task NeedsNoStreamThatGoesBack()
    {
        Write("a.txt", "text");
        var count = 0L;
        await using PartStream parts = new(16, (_, part) => Task.FromResult(Interlocked.Add(ref count, part.Length)));

        SourceArchive.Write(tree.Path, [Of("a.txt")], parts, _ => { }, CancellationToken.None);
        await parts.Finish();

        Assert.True(Interlocked.Read(ref count) > 100);
        Assert.False(parts.CanSeek);
    }

    [Theory]
    [InlineData("vanished while the tree was read")]
    [InlineData("changed while the tree was read")]
    public void RefusesWhatDoesNotStayAsItWas(string why)
    {
        Write("a.txt", "text");
        var file = Of("a.txt");
        if (why.StartsWith('v'))
        {
            File.Delete(tree.File("a.txt"));
        }
        else
        {
            File.AppendAllText(tree.File("a.txt"), "more");
        }

        var fault = Assert.Throws<StevedoreException>(() => Zip([file]));

        Assert.Equal(
            $"Cannot upload a.txt: it {why}. Nothing was started. Run again when nothing writes to the working tree.",
            fault.Message
        );
    }

    [Fact]
    public void NamesAFileThatTheSystemDoesNotRead()
    {
        Write("a.txt", "text");
        var file = Of("a.txt");
        File.Delete(tree.File("a.txt"));
        File.CreateSymbolicLink(tree.File("a.txt"), "a.txt");

        Assert.StartsWith("Cannot upload a.txt: the system says", Assert.Throws<StevedoreException>(() => Zip([file])).Message);
    }

    [Fact]
    public async Task RefusesAPipeInPlaceOfAFile()
    {
        Write("a.txt", "");
        var file = Of("a.txt");
        File.Delete(tree.File("a.txt"));
        Run("mkfifo", tree.File("a.txt"));

        var fault = await Assert.ThrowsAsync<StevedoreException>(() =>
            Task.Run(() => Zip([file])).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)
        );

        Assert.StartsWith("Cannot upload a.txt: it changed", fault.Message);
    }

    [Fact]
    public void RefusesALinkInPlaceOfAFile()
    {
        Write("a.txt", "root");
        var file = Of("a.txt");
        File.WriteAllText(other.File("secret"), "root");
        File.Delete(tree.File("a.txt"));
        File.CreateSymbolicLink(tree.File("a.txt"), other.File("secret"));

        Assert.StartsWith("Cannot upload a.txt: it changed", Assert.Throws<StevedoreException>(() => Zip([file])).Message);
    }

    [Fact]
    public async Task NumbersThePartsAndHandsOnFewAtOnce()
    {
        SortedDictionary<int, int> lengths = [];
        var most = 0;
        var now = 0;
        await using PartStream stream = new(
            100,
            async (number, part) =>
            {
                lock (lengths)
                {
                    most = Math.Max(most, ++now);
                    lengths.Add(number, (int)part.Length);
                }

                await Task.Delay(5);
                lock (lengths)
                {
                    now--;
                }
            }
        );
        stream.Write(new byte[1050]);
        await stream.Finish();

        Assert.Equal(Enumerable.Range(1, 11), lengths.Keys);
        Assert.Equal([.. Enumerable.Repeat(100, 10), 50], lengths.Values);
        Assert.InRange(most, 1, 2);
    }

    private SourceFile Of(string name) =>
        new(name, SourceFileState.Tracked, name.EndsWith(".sh", StringComparison.Ordinal), new FileInfo(tree.File(name)).Length);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(tree.File(name))!);
        File.WriteAllText(tree.File(name), text);
    }

    private string Zip(SourceFile[] files)
    {
        var path = other.File("out.zip");
        using var to = File.Create(path);
        SourceArchive.Write(tree.Path, [.. files], to, _ => { }, CancellationToken.None);
        return path;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardError = true,
                UseShellExecute = false,
                Environment = { ["LC_ALL"] = "C.UTF-8" },
            }
        )!;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, process.StandardError.ReadToEnd());
    }
}
