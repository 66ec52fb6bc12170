using Stevedore.Runs;
using Xunit;

namespace Stevedore.Tests.Runs;

[Collection(UsingTheTemporaryFolder.Name)]
public sealed class KeepingAPrivateFolder : IDisposable
{
    private readonly TemporaryFolder temporary = new();
    private readonly TemporaryFolder elsewhere = new();
    private readonly string? before = Environment.GetEnvironmentVariable("TMPDIR");
    private readonly CleanUp cleanUp = new();

    public KeepingAPrivateFolder() => Environment.SetEnvironmentVariable("TMPDIR", temporary.Path);

    public void Dispose()
    {
        cleanUp.Dispose();
        Environment.SetEnvironmentVariable("TMPDIR", before);
        temporary.Dispose();
        elsewhere.Dispose();
    }

    [Fact]
    public void IsReadableByNobodyElse()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows keeps temporary folders private by itself.");
            return;
        }

        var folder = new PrivateFolder(cleanUp);
        folder.Write("a.json", "{}"u8.ToArray());

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.FullPath));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File("a.json")));
    }

    [Fact]
    public void IsGoneWithTheRun()
    {
        var folder = new PrivateFolder(cleanUp);
        folder.Write("a.json", "{}"u8.ToArray());

        cleanUp.Run();

        Assert.Empty(Entries());
    }

    [Fact]
    public async Task IsGoneAlthoughSomethingWritesToItYet()
    {
        var folder = new PrivateFolder(cleanUp).FullPath;
        using var writing = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var writer = Task.Run(
            () =>
            {
                for (var number = 0; !writing.IsCancellationRequested; number++)
                {
                    try
                    {
                        File.WriteAllText(Path.Combine(folder, $"{number}"), "");
                    }
                    catch (DirectoryNotFoundException)
                    {
                        return;
                    }
                }
            },
            TestContext.Current.CancellationToken
        );

        cleanUp.Run();

        await writer;
        Assert.Empty(Entries());
    }

    [Fact]
    public void SweepsWhatKilledRunsLeft()
    {
        Directory.CreateDirectory(temporary.File("stevedore-run-one"));
        File.WriteAllText(temporary.File("stevedore-run-one/config.json"), "{}");
        File.WriteAllText(temporary.File("stevedore-run-one.lock"), "");
        Directory.CreateDirectory(temporary.File("stevedore-run-two"));
        File.WriteAllText(temporary.File("stevedore-run-three.lock"), "");

        var folder = new PrivateFolder(cleanUp).FullPath;

        Assert.Equal([folder, $"{folder}.lock"], Entries().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void KeepsWhatALivingRunUses()
    {
        using var others = new CleanUp();
        var other = new PrivateFolder(others).FullPath;

        var folder = new PrivateFolder(cleanUp).FullPath;

        Assert.Equal(
            new[] { folder, $"{folder}.lock", other, $"{other}.lock" }.Order(StringComparer.Ordinal),
            Entries().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void KeepsWhatHasAnotherName()
    {
        Directory.CreateDirectory(temporary.File("stevedore-runs"));
        File.WriteAllText(temporary.File("other.lock"), "");

        _ = new PrivateFolder(cleanUp).FullPath;
        cleanUp.Run();

        Assert.Equal([temporary.File("other.lock"), temporary.File("stevedore-runs")], Entries().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void FollowsNoLinkWhenItSweeps()
    {
        File.WriteAllText(elsewhere.File("mine.txt"), "");
        Directory.CreateSymbolicLink(temporary.File("stevedore-run-link"), elsewhere.Path);
        Directory.CreateDirectory(temporary.File("stevedore-run-one"));
        Directory.CreateSymbolicLink(temporary.File("stevedore-run-one/contexts"), elsewhere.Path);

        _ = new PrivateFolder(cleanUp).FullPath;
        cleanUp.Run();

        Assert.Empty(Entries());
        Assert.True(File.Exists(elsewhere.File("mine.txt")));
    }

    [Fact]
    public void IsNotWhereABuildWouldReadIt()
    {
        var folder = new PrivateFolder(cleanUp);
        folder.KeepOutOf([temporary.Path]);

        Assert.DoesNotContain(temporary.Path, folder.FullPath, StringComparison.Ordinal);
        Assert.Empty(Entries());
    }

    [Fact]
    public void IsInTheTemporaryFolderBesideWhatIsBuilt()
    {
        var folder = new PrivateFolder(cleanUp);
        folder.KeepOutOf([Directory.CreateDirectory(temporary.File("app")).FullName]);

        Assert.Equal(temporary.Path, Path.GetDirectoryName(folder.FullPath));
    }

    [Fact]
    public void SaysWhereElseItCouldBe()
    {
        var folder = new PrivateFolder(cleanUp);
        folder.KeepOutOf(["/"]);

        Assert.Equal(
            $"Cannot build: {temporary.Path}/, where this run's credentials would be, is part of what is built. "
                + "Set TMPDIR to a folder outside of every image's context.",
            Assert.Throws<StevedoreException>(() => folder.FullPath).Message
        );
    }

    [Fact]
    public void SaysWhatToDoWhenItCannotBeMade()
    {
        File.WriteAllText(temporary.File("file"), "");
        Environment.SetEnvironmentVariable("TMPDIR", temporary.File("file"));

        var error = Assert.Throws<StevedoreException>(() => new PrivateFolder(cleanUp).FullPath);

        Assert.Equal(
            $"Cannot make a folder for this run's credentials in {temporary.File("file")}/: it is a file. "
                + "Set TMPDIR to a folder that this user can write to.",
            error.Message
        );
    }

    [Fact]
    public void SaysThatTheTemporaryFolderIsMissing()
    {
        Environment.SetEnvironmentVariable("TMPDIR", temporary.File("none"));

        Assert.Equal(
            $"Cannot make a folder for this run's credentials in {temporary.File("none")}/: there is no such folder. "
                + "Set TMPDIR to a folder that this user can write to.",
            Assert.Throws<StevedoreException>(() => new PrivateFolder(cleanUp).FullPath).Message
        );
    }

    private string[] Entries() => Directory.GetFileSystemEntries(temporary.Path);
}
