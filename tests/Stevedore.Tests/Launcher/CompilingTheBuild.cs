using Xunit;

namespace Stevedore.Tests.Launcher;

/// <summary>The build is compiled when its inputs changed, once, and never otherwise.</summary>
public abstract class CompilingTheBuild : LaunchedTests
{
    private static readonly string[] Compiled = ["build", "Build.dll"];
    private static readonly string[] Warm = ["Build.dll"];

    private protected CompilingTheBuild(Shell shell)
        : base(shell) { }

    [Fact]
    public async Task HappensOnce()
    {
        Assert.Equal(Compiled, await Calls());
        Assert.Equal(Warm, await Calls());
        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task TakesOneLineOfTheErrorStream()
    {
        var launch = await Repository.Run();

        Assert.Matches(@"\ACompiling the build host … [0-9]+[.,][0-9] s\n\z", launch.Error);
        Assert.Equal($"{Repository.Root}\n", launch.Output);
    }

    [Fact]
    public async Task FollowsATouchOnce()
    {
        await Calls();
        foreach (var name in (string[])["build/Program.cs", "src/Library/One.cs", "global.json"])
        {
            File.SetLastWriteTimeUtc(Path.Combine(Repository.Root, name), DateTime.UtcNow);
            Assert.Equal((name, string.Join(' ', Compiled)), (name, string.Join(' ', await Calls())));
        }

        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task FollowsAFileThatAnOlderOneReplaced()
    {
        await Calls();
        foreach (var name in (string[])["build/Program.cs", "src/Library/One.cs"])
        {
            Repository.Write(name, "// other");
            File.SetLastWriteTimeUtc(Path.Combine(Repository.Root, name), new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc));
            Assert.Equal((name, string.Join(' ', Compiled)), (name, string.Join(' ', await Calls())));
        }

        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task FollowsADeletedFileOnce()
    {
        await Calls();
        File.Delete(Path.Combine(Repository.Root, "src/Library/One.cs"));

        Assert.Equal(Compiled, await Calls());
        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task FollowsANewFileOnce()
    {
        string[] names =
        [
            "src/Library/with space.cs",
            "build/packages.lock.json",
            "Directory.Build.props",
            "Directory.Packages.props",
            ".editorconfig",
            "NuGet.config",
        ];
        await Calls();
        foreach (var name in names)
        {
            Repository.Write(name, "new");
            File.SetLastWriteTimeUtc(Path.Combine(Repository.Root, name), new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc));
            Assert.Equal((name, string.Join(' ', Compiled)), (name, string.Join(' ', await Calls())));
        }

        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task DoesNotFollowOtherFiles()
    {
        await Calls();
        Repository.Write("src/Library/obj/project.assets.json", "new");
        Repository.Write("src/Library/bin/Release/net10.0/Library.dll", "new");
        Repository.Write("README.md", "new");
        Repository.Write("artifacts/release.json", "new");
        Repository.Write("tests/Some.Tests/Test.cs", "new");
        Repository.Write("src/App/App.cs", "new");

        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task IsNotRepeatedForADateInTheFuture()
    {
        await Calls();
        File.SetLastWriteTimeUtc(Path.Combine(Repository.Root, "build/Program.cs"), DateTime.UtcNow.AddDays(1));

        Assert.Equal(Compiled, await Calls());
        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task IsNotRepeatedForALockFileThatItWrote()
    {
        Repository.Variables["FAKE_LOCK_FILE"] = "{}";

        Assert.Equal(Compiled, await Calls());
        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task IsRepeatedForASourceThatChangedMeanwhile()
    {
        Repository.Variables["FAKE_EDIT"] = "return 1;";

        Assert.Equal(Compiled, await Calls());
        Assert.Equal(Compiled, await Calls());
        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task IsRepeatedWhenItsResultIsGone()
    {
        await Calls();
        Directory.Delete(Path.Combine(Repository.Root, "build", "bin"), recursive: true);

        Assert.Equal(Compiled, await Calls());
        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task NeedsNoSourceFolder()
    {
        Repository.Write("build/Build.csproj", LaunchedRepository.Project());
        Directory.Delete(Path.Combine(Repository.Root, "src"), recursive: true);

        Assert.Equal(Compiled, await Calls());
        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task ExitsAsTheCompilerDoesAndShowsItsErrors()
    {
        await Calls();
        Repository.Write("build/Program.cs", "return");
        Repository.Variables["FAKE_COMPILE_ERROR"] = "Program.cs(1,7): error CS1525: Invalid expression term";

        var launch = await Repository.Run();

        Assert.Equal(17, launch.ExitCode);
        Assert.Equal("", launch.Output);
        Assert.Matches(
            @"\ACompiling the build host … [0-9]+[.,][0-9] s\nProgram\.cs\(1,7\): error CS1525: Invalid expression term\n\z",
            launch.Error
        );
        Assert.False(File.Exists(Repository.Stamp));
    }

    [Fact]
    public async Task IsTriedAgainAfterAFailure()
    {
        Repository.Variables["FAKE_COMPILE_ERROR"] = "error";
        await Repository.Run();
        await Repository.Run();
        Repository.Variables.Clear();

        Assert.Equal(["build", "build"], Repository.Calls);
        Assert.Equal(Compiled, await Calls());
        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task IsTriedAgainAfterAnInterruption()
    {
        await Calls();
        Repository.Write("build/Program.cs", "return 1;");
        Repository.Variables["FAKE_HELD"] = "1";
        // With its process group, as hard as a machine that goes away; the lock stays behind.
        await Kill("kill -9 -- -$!");
        Repository.Variables.Clear();

        Assert.False(File.Exists(Repository.Stamp));
        Assert.Equal(Compiled, await Calls());
        Assert.Equal(Warm, await Calls());
    }

    [Theory]
    [InlineData("kill -9 $!")]
    [InlineData("kill $!")]
    public async Task LeavesNoOldCompilerToWriteOverTheNextRuns(string end)
    {
        Repository.Variables["FAKE_HOST"] = "old";
        Repository.Variables["FAKE_HELD"] = "1";
        await Kill(end);
        Repository.Variables["FAKE_HOST"] = "new";
        Repository.Variables["FAKE_HELD"] = "";
        await Repository.Run();
        Repository.Release();
        // The old one, if it still runs, looks ten times a second.
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        Assert.Equal("new\n", await File.ReadAllTextAsync(Host, TestContext.Current.CancellationToken));
        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task EndsTheCompilerBeforeItself()
    {
        Repository.Variables["FAKE_HELD"] = "1";

        var launch = await Kill("compiler=$(cat build/obj/compiling); kill $!; wait $!; code=$?; kill -0 $compiler 2>&-; echo $code $?");

        Assert.Equal("143 1\n", launch.Output);
    }

    [Fact]
    public async Task BeginsAnewAfterAnInterruption()
    {
        Repository.Variables["FAKE_HELD"] = "1";
        await Kill("kill -9 -- -$!");
        Repository.Variables.Clear();
        await Repository.Run();

        Assert.Equal(["-", "--no-incremental"], Repository.Incremental[..2]);
    }

    [Theory]
    [InlineData("return 0;", false)]
    [InlineData("return 1;", true)]
    public async Task IsTakenFromACacheOfCiWhereItsStampFits(string program, bool compiles)
    {
        Repository.Variables["CI"] = "true";
        await Calls();
        // Another checkout, later and elsewhere.
        using var other = new LaunchedRepository(Shell);
        other.Variables["CI"] = "true";
        CopyOutputs(other);
        other.Write("build/Program.cs", program);

        await other.Run();

        Assert.Equal(compiles ? Compiled : Warm, other.Calls);
    }

    [Fact]
    public async Task FollowsLinks()
    {
        Repository.Write("shared/Shared.cs", "// shared");
        File.CreateSymbolicLink(Path.Combine(Repository.Root, "src/Library/linked"), "../../shared");

        await Follows("shared/Shared.cs");
    }

    [Fact]
    public async Task FollowsWhatTheCompileTells()
    {
        Repository.Tell("build", "src/Library", "library/in/deep", "library", "shared/*.cs", "my [shared] *.cs/*.cs", "library/obj/*.cs");

        await Follows(
            "library/in/One.cs",
            "shared/Two.cs",
            "my [shared] *.cs/One.cs",
            "library/Directory.Build.props",
            "library/.editorconfig"
        );

        Repository.Write("shared/One.txt", "new");
        Repository.Write("shared/in/One.cs", "new");
        Repository.Write("library/obj/One.cs", "new");
        Repository.Write("README.md", "new");
        Assert.Equal(Warm, await Calls());
    }

    /// <summary>What is above a folder that it tells is found for that folder.</summary>
    [Fact]
    public async Task FollowsWhatIsAboveAFolderThatTheCompileTells()
    {
        Repository.Tell("build", "src/Library", "library/in/deep");

        await Follows("library/.editorconfig");
    }

    [Fact]
    public async Task FollowsWhatAProjectImports()
    {
        string[] imports = ["../shared/One.props", @"..\shared\Two.props", "$(Shared)/Three.props"];
        Repository.Write("shared/One.props", "<Project />");
        Repository.Write("shared/Two.props", "<Project />");
        Repository.Write(
            "src/Library/Library.csproj",
            $"<Project>{string.Concat(imports.Select(import => $"""<Import Project="{import}" />"""))}</Project>"
        );

        await Follows("shared/One.props", "shared/Two.props");
    }

    /// <summary>Its folder is known to the compiler alone.</summary>
    [Fact]
    public async Task FollowsWhatAProjectImportsByAProperty()
    {
        Repository.Write("shared/Some.props", "<Project />");
        Repository.Write("src/Library/Library.csproj", """<Project><Import Project="$(Shared)/Some.props" /></Project>""");

        await Follows("shared/Some.props");
    }

    [Fact]
    public async Task FollowsWhatAnImportedFileImports()
    {
        Repository.Write("src/Library/Library.csproj", """<Project><Import Project="../../shared/One.props" /></Project>""");
        Repository.Write("shared/One.props", """<Project><Import Project="in/Two.targets" /></Project>""");
        Repository.Write("shared/in/Two.targets", "<Project />");

        await Follows("shared/in/Two.targets");
    }

    [Fact]
    public async Task FollowsAnythingWhereTheCompileTellsNothing()
    {
        Repository.Tell();
        File.CreateSymbolicLink(Path.Combine(Repository.Root, "src/linked"), "../shared");

        await Follows("src/App/App.cs", "library/One.cs", "shared/One.txt");
    }

    [Fact]
    public async Task HappensOnceForTwoAtATime()
    {
        Repository.Variables["FAKE_SLOW"] = "1";

        var launches = await Task.WhenAll(Repository.Run("1"), Repository.Run("2"));

        Assert.Equal([$"{Repository.Root}\n<1>\n", $"{Repository.Root}\n<2>\n"], launches.Select(launch => launch.Output));
        Assert.Equal(["Build.dll", "Build.dll", "build"], Repository.Calls.Order(StringComparer.Ordinal));
    }

    // A new file, and a change of it.
    private async Task Follows(params string[] names)
    {
        await Calls();
        foreach (var text in (string[])["<Project />", "<Project >  </Project>"])
        {
            foreach (var name in names)
            {
                Repository.Write(name, text);
                Assert.Equal((name, string.Join(' ', Compiled)), (name, string.Join(' ', await Calls())));
            }

            Assert.Equal(Warm, await Calls());
        }
    }

    private protected string Host => Path.Combine(Repository.Root, "build/bin/Release/net10.0/Build.dll");

    // As a cache of build/bin and build/obj is restored, with the dates of its files.
    private void CopyOutputs(LaunchedRepository other)
    {
        foreach (var folder in (string[])["build/bin", "build/obj"])
        {
            FinishedCommand.Run("cp", "-a", Path.Combine(Repository.Root, folder), Path.Combine(other.Root, folder));
        }
    }

    /// <summary>Starts the launcher and ends it while it compiles; <c>$!</c> is its process, which leads a group.</summary>
    private protected Task<Launch> Kill(string command) =>
        Repository.Start(
            Repository.Root,
            [
                "bash",
                "-c",
                $"set -m; \"$@\" & while [ ! -e build/obj/compiling ]; do sleep 0.1; done; {command}; wait; rm build/obj/compiling",
                "bash",
                .. Repository.Command($"./{Repository.Launcher}"),
            ]
        );

    /// <summary>What one start of the launcher called.</summary>
    private async Task<string[]> Calls()
    {
        var before = Repository.Calls.Length;
        await Repository.Run();
        return Repository.Calls[before..];
    }
}

/// <inheritdoc/>
public sealed class CompilingTheBuildWithBash : CompilingTheBuild
{
    public CompilingTheBuildWithBash()
        : base(Shell.Bash) { }

    [Fact]
    public async Task LooksThroughEachFolderOnce()
    {
        Repository.Write("build/Tasks/Ship.cs", "");
        Repository.Write("build/.other/One.cs", "");
        Repository.Variables["FAKE_READS"] =
            $"{Repository.Root}/build:{Repository.Root}/build/Tasks/*.cs:{Repository.Root}/build/.hidden/*.cs:{Repository.Root}/build/.other";

        await Repository.Run();

        Assert.Equal(
            ["./build", "./build/.hidden/*.cs", "./build/.other"],
            (await File.ReadAllLinesAsync(Repository.Roots, TestContext.Current.CancellationToken)).Where(root =>
                root is "./build" or "./build/.other" || root.EndsWith(".cs", StringComparison.Ordinal)
            )
        );
    }
}

/// <inheritdoc/>
[Trait("Shell", "PowerShell")]
public sealed class CompilingTheBuildWithPowerShellFile : CompilingTheBuild
{
    public CompilingTheBuildWithPowerShellFile()
        : base(Shell.PowerShellFile) { }

    [Fact]
    public async Task EndsACompilerOfWhichItHadNoTimeToNoteTheId()
    {
        Repository.Variables["FAKE_HOST"] = "old";
        Repository.Variables["FAKE_HELD"] = "1";
        await Kill("kill -9 $!");
        Repository.Write("build/obj/launcher/compiler.ps1", "starting");
        Repository.Variables["FAKE_HOST"] = "new";
        Repository.Variables["FAKE_HELD"] = "";

        await Repository.Run();
        Repository.Release();
        // The old one, if it still runs, looks ten times a second.
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        Assert.Equal("new\n", await File.ReadAllTextAsync(Host, TestContext.Current.CancellationToken));
    }
}
