using Stevedore.CodeBuild.Uploads;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.CodeBuild;

/// <summary>From real checkouts.</summary>
public sealed class SelectingWhatIsUploaded : IDisposable
{
    private readonly GitRepository checkout = GitRepository.Init();
    private readonly TemporaryFolder home = new();

    public void Dispose()
    {
        checkout.Dispose();
        home.Dispose();
    }

    [Fact]
    public void TakesWhatGitHasAsItIsNow()
    {
        checkout.Write("a.txt", "1\n").Write("b.txt").Write("gone.txt").Commit();
        checkout.Write("a.txt", "22\n").Write("new.txt");
        File.Delete(Path.Combine(checkout.Folder, "gone.txt"));

        var plan = Plan();

        Assert.Equal(["a.txt 3", "b.txt 5", "new.txt 5"], plan.Files.Select(file => $"{file.Path} {file.Size}"));
        Assert.Equal(["Not in git, and sent as well: new.txt"], plan.Notes);
        Assert.False(plan.IsCommit);
    }

    [Fact]
    public void RefusesAPipeThatWouldNeverEnd()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        checkout.Write("a.txt").Write("pipe").Commit();
        File.Delete(Path.Combine(checkout.Folder, "pipe"));
        FinishedCommand.Run("mkfifo", Path.Combine(checkout.Folder, "pipe"));

        Assert.Equal(
            "Cannot upload pipe: it is a pipe, a socket or a device, and no file. Remove it, or put a file in its place.",
            Assert.Throws<StevedoreException>(() => Plan()).Message
        );
    }

    [Fact]
    public void TakesAnEmptyFileWhateverItsDate()
    {
        checkout.Write("a.txt", "").Commit();
        File.SetLastWriteTimeUtc(Path.Combine(checkout.Folder, "a.txt"), new(1960, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal(["a.txt 0"], Plan().Files.Select(file => $"{file.Path} {file.Size}"));
    }

    [Fact]
    public void SaysThatItIsTheCommit()
    {
        checkout.Write("a.txt").Write(".gitignore", "bin/\n").Write("bin/x").Commit();

        var plan = Plan(isDirty: false);

        Assert.True(plan.IsCommit);
        Assert.Empty(plan.Notes);
        Assert.Equal([".gitignore", "a.txt"], plan.Files.Select(file => file.Path));
    }

    [Fact]
    public void LeavesSecretsAndWhatIsIgnored()
    {
        string[] secrets =
        [
            ".env",
            ".env.local",
            "ci/.env.prod",
            "tls.pem",
            "tls.KEY",
            "id_rsa",
            ".netrc",
            ".aws/credentials",
            "x/.docker/config.json",
        ];
        foreach (var name in secrets)
        {
            checkout.Write(name);
        }

        checkout.Write("id_rsa.pub").Write("environment.txt").Write(".gitignore", "*.log\n").Write("a.log").Commit();
        checkout.Write(".env.later");

        var plan = Plan();

        Assert.Equal([".gitignore", "environment.txt", "id_rsa.pub"], plan.Files.Select(file => file.Path));
        Assert.Equal(
            "Not sent, since their names are those of secrets (--include=<path> sends one): .aws/credentials, .env, .env.later, .env.local, .netrc, ci/.env.prod, id_rsa, tls.KEY, tls.pem, x/.docker/config.json",
            Assert.Single(plan.Notes)
        );
        Assert.False(plan.IsCommit);
    }

    [Fact]
    public void TakesWhatSaysWherePackagesComeFromWhereItIsCommitted()
    {
        checkout.Write(".npmrc").Write("a.txt").Commit();
        checkout.Write("web/.npmrc");

        var plan = Plan();

        Assert.Equal([".npmrc", "a.txt"], plan.Files.Select(file => file.Path));
        Assert.Equal(["Not sent, since their names are those of secrets (--include=<path> sends one): web/.npmrc"], plan.Notes);
    }

    [Fact]
    public void TakesNothingBehindALinkOfAFolder()
    {
        using var module = GitRepository.Init("module");
        module.Write("inner.txt").Commit();
        using TemporaryFolder elsewhere = new();
        Directory.CreateDirectory(elsewhere.File("sub"));
        File.WriteAllText(elsewhere.File("a.txt"), "elsewhere");
        File.WriteAllText(elsewhere.File("sub/b.txt"), "elsewhere");
        checkout.Write("kept.txt").Write("folder/a.txt").Write("folder/sub/b.txt").Commit();
        checkout.Run("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", module.Folder, "module").Commit();
        foreach (var name in (string[])["folder", "module"])
        {
            Directory.Delete(Path.Combine(checkout.Folder, name), recursive: true);
        }

        File.CreateSymbolicLink(Path.Combine(checkout.Folder, "folder"), elsewhere.Path);
        File.CreateSymbolicLink(Path.Combine(checkout.Folder, "module"), module.Folder);

        var tree = Tree();

        Assert.Equal([".gitmodules", "folder", "kept.txt"], tree.Files.Select(file => file.Path));
        Assert.Equal(["folder/a.txt", "folder/sub/b.txt"], tree.Deleted);
        Assert.Equal(["module"], tree.MissingSubmodules);
    }

    [Theory]
    [InlineData(".env", ".env .gitignore")]
    [InlineData("logs", ".gitignore logs/a.log logs/b.log")]
    [InlineData("*/a.log", ".gitignore logs/a.log")]
    public void TakesWhatIsIncluded(string include, string expected)
    {
        checkout.Write(".gitignore", ".env\n*.log\n").Write(".env").Write("logs/a.log").Write("logs/b.log").Commit();

        Assert.Equal(expected, string.Join(' ', Plan([include]).Files.Select(file => file.Path)));
    }

    [Fact]
    public void RefusesANameThatIsNoText()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have no such names.");
        checkout.Write("a.txt").Commit();
        Shell(@"printf x > ""$(printf 'b\351.txt')""");

        var fault = Record.Exception(() => Plan());

        // .NET cannot name it to delete it either.
        Shell("rm -f b*.txt");
        Assert.Equal(
            "Cannot upload b\uFFFD.txt: its name is not UTF-8. Rename it, or let .gitignore name it where git does not track it.",
            Assert.IsType<StevedoreException>(fault).Message
        );
    }

    private void Shell(string command)
    {
        using var shell = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("sh", ["-c", command]) { WorkingDirectory = checkout.Folder }
        )!;
        shell.WaitForExit();
    }

    [Fact]
    public void LeavesTheOutputsOfEarlierRuns()
    {
        checkout.Write("a.txt").Commit();
        checkout.Write("artifacts/release.json");

        Assert.Equal(["a.txt"], Plan(output: "artifacts").Files.Select(file => file.Path));
    }

    [Fact]
    public void TakesSubmodulesThatAreThereAndNamesThoseThatAreNot()
    {
        using var module = GitRepository.Init("module");
        module.Write("inner.txt").Commit();
        checkout.Write("a.txt").Commit();
        checkout.Run("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", module.Folder, "here");
        checkout.Run("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", module.Folder, "there").Commit();
        checkout.Run("submodule", "--quiet", "deinit", "there");

        var plan = Plan();

        Assert.Equal([".gitmodules", "a.txt", "here/inner.txt"], plan.Files.Select(file => file.Path));
        Assert.Equal(["Submodules that are not checked out are not sent (`git submodule update --init` fetches them): there"], plan.Notes);
        Assert.False(plan.IsCommit);
    }

    [Fact]
    public void SaysWhatASparseCheckoutLeavesOut()
    {
        checkout.Write("in/a.txt").Write("out/b.txt").Commit().Run("sparse-checkout", "set", "in");

        var plan = Plan(isDirty: false);

        Assert.Equal(["in/a.txt"], plan.Files.Select(file => file.Path));
        Assert.Equal(
            [
                "1 files of the commit are not here, because of a sparse checkout, and are not sent (`git sparse-checkout disable` brings them).",
            ],
            plan.Notes
        );
        Assert.False(plan.IsCommit);
    }

    [Fact]
    public void SaysWhichFilesAreOnlyPointers()
    {
        checkout
            .Write(".gitattributes", "*.bin filter=lfs\n")
            .Write("a.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 12345\n")
            .Write("b.bin", "what it is\n")
            .Commit();

        Assert.Equal(
            ["Only pointers of Git LFS are here, and are sent as they are (`git lfs pull` fetches the files): a.bin"],
            Plan(isDirty: false).Notes
        );
    }

    [Fact]
    public void SaysWhichFilesAreLarge()
    {
        SourceTree tree = new(
            "/r",
            [
                .. Enumerable
                    .Range(1, 7)
                    .Select(number => new SourceFile($"{number}.iso", SourceFileState.Tracked, false, number * 100_000_000L)),
            ]
        );

        Assert.Equal(
            ["2.8 GB are sent. The largest files: 7.iso (700 MB), 6.iso (600 MB), 5.iso (500 MB), 4.iso (400 MB), 3.iso (300 MB)"],
            UploadPlan.Of(tree, [], null, isDirty: false).Notes
        );
    }

    [Fact]
    public void LeavesRepositoriesOfTheirOwn()
    {
        checkout.Write("a.txt").Commit().Run("init", "--quiet", "other");
        File.WriteAllText(Path.Combine(checkout.Folder, "other", "b.txt"), "x");

        Assert.Equal(["Repositories of their own, which are no submodules, are not sent: other/"], Plan().Notes);
    }

    [Theory]
    [InlineData("link", "../outside")]
    [InlineData("link", "/etc/passwd")]
    [InlineData("a/link", "../../outside")]
    [InlineData("link", "a/../../outside")]
    [InlineData("link", ".here/../outside")]
    public void RefusesLinksThatLeadOut(string path, string target)
    {
        // Itself within, it makes of '..' what the text does not say.
        Link(".here", ".");
        checkout.Write("a/b.txt");
        Link(path, target);
        checkout.Commit();

        var fault = Assert.Throws<StevedoreException>(() => Plan());

        Assert.Equal(
            $"Cannot upload the working tree: symbolic links lead out of it: {path} -> {target}. Let them lead to files of the tree, by relative paths, or remove them.",
            fault.Message
        );
    }

    [Theory]
    [InlineData("link", "a/b.txt")]
    [InlineData("a/link", "../a/b.txt")]
    [InlineData("link", "nowhere")]
    [InlineData("link", "link")]
    [InlineData("a/link", "..")]
    public void TakesLinksThatStay(string path, string target)
    {
        checkout.Write("a/b.txt");
        Link(path, target);
        checkout.Commit();

        Assert.Equal(target, Plan().Files.Single(file => file.Path == path).Target);
    }

    private void Link(string path, string target)
    {
        var link = Path.Combine(checkout.Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, target);
    }

    private UploadPlan Plan(string[]? include = null, string? output = null, bool isDirty = true) =>
        UploadPlan.Of(Tree(include), [.. include ?? []], output, isDirty);

    private SourceTree Tree(string[]? include = null) =>
        new SourceTreeReader(new IsolatedProcesses(home.Path)).Read(checkout.Folder, [.. include ?? []]);
}
