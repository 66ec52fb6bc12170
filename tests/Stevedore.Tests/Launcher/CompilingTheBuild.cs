using Xunit;

namespace Stevedore.Tests.Launcher;

/// <summary>The build is compiled when its inputs changed, once, and never otherwise.</summary>
public sealed class CompilingTheBuild : IDisposable
{
    private static readonly string[] Compiled = ["build", "Build.dll"];
    private static readonly string[] Warm = ["Build.dll"];

    private readonly LaunchedRepository repository = new();

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
        var launch = await repository.Run();

        Assert.Matches(@"\ACompiling the build host … [0-9]+[.,][0-9] s\n\z", launch.Error);
        Assert.Equal($"{repository.Root}\n", launch.Output);
    }

    [Theory]
    [InlineData("build/Program.cs")]
    [InlineData("src/Library/One.cs")]
    [InlineData("global.json")]
    public async Task FollowsATouchOnce(string name)
    {
        await Calls();
        File.SetLastWriteTimeUtc(Path.Combine(repository.Root, name), DateTime.UtcNow);

        Assert.Equal(Compiled, await Calls());
        Assert.Equal(Warm, await Calls());
    }

    [Theory]
    [InlineData("build/Program.cs")]
    [InlineData("src/Library/One.cs")]
    public async Task FollowsAFileThatAnOlderOneReplaced(string name)
    {
        await Calls();
        repository.Write(name, "// other");
        File.SetLastWriteTimeUtc(Path.Combine(repository.Root, name), new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal(Compiled, await Calls());
        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task FollowsADeletedFileOnce()
    {
        await Calls();
        File.Delete(Path.Combine(repository.Root, "src/Library/One.cs"));

        Assert.Equal(Compiled, await Calls());
        Assert.Equal(Warm, await Calls());
    }

    [Theory]
    [InlineData("src/Library/with space.cs")]
    [InlineData("build/packages.lock.json")]
    [InlineData("Directory.Build.props")]
    [InlineData("Directory.Packages.props")]
    [InlineData(".editorconfig")]
    [InlineData("NuGet.config")]
    public async Task FollowsANewFileOnce(string name)
    {
        await Calls();
        repository.Write(name, "new");
        File.SetLastWriteTimeUtc(Path.Combine(repository.Root, name), new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal(Compiled, await Calls());
        Assert.Equal(Warm, await Calls());
    }

    [Theory]
    [InlineData("src/Library/obj/project.assets.json")]
    [InlineData("src/Library/bin/Release/net10.0/Library.dll")]
    [InlineData("README.md")]
    [InlineData("artifacts/release.json")]
    [InlineData("tests/Some.Tests/Test.cs")]
    public async Task DoesNotFollowOtherFiles(string name)
    {
        await Calls();
        repository.Write(name, "new");

        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task IsNotRepeatedForADateInTheFuture()
    {
        await Calls();
        File.SetLastWriteTimeUtc(Path.Combine(repository.Root, "build/Program.cs"), DateTime.UtcNow.AddDays(1));

        Assert.Equal(Compiled, await Calls());
        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task IsNotRepeatedForALockFileThatItWrote()
    {
        repository.Variables["FAKE_LOCK_FILE"] = "{}";

        Assert.Equal(Compiled, await Calls());
        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task IsRepeatedForASourceThatChangedMeanwhile()
    {
        repository.Variables["FAKE_EDIT"] = "return 1;";

        Assert.Equal(Compiled, await Calls());
        Assert.Equal(Compiled, await Calls());
        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task IsRepeatedWhenItsResultIsGone()
    {
        await Calls();
        Directory.Delete(Path.Combine(repository.Root, "build", "bin"), recursive: true);

        Assert.Equal(Compiled, await Calls());
        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task NeedsNoSourceFolder()
    {
        Directory.Delete(Path.Combine(repository.Root, "src"), recursive: true);

        Assert.Equal(Compiled, await Calls());
        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task ExitsAsTheCompilerDoesAndShowsItsErrors()
    {
        await Calls();
        repository.Write("build/Program.cs", "return");
        repository.Variables["FAKE_COMPILE_ERROR"] = "Program.cs(1,7): error CS1525: Invalid expression term";

        var launch = await repository.Run();

        Assert.Equal(17, launch.ExitCode);
        Assert.Equal("", launch.Output);
        Assert.Matches(
            @"\ACompiling the build host … [0-9]+[.,][0-9] s\nProgram\.cs\(1,7\): error CS1525: Invalid expression term\n\z",
            launch.Error
        );
        Assert.False(File.Exists(repository.Stamp));
    }

    [Fact]
    public async Task IsTriedAgainAfterAFailure()
    {
        repository.Variables["FAKE_COMPILE_ERROR"] = "error";
        await repository.Run();
        await repository.Run();
        repository.Variables.Clear();

        Assert.Equal(["build", "build"], repository.Calls);
        Assert.Equal(Compiled, await Calls());
        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task IsTriedAgainAfterAnInterruption()
    {
        await Calls();
        repository.Write("build/Program.cs", "return 1;");
        repository.Variables["FAKE_SLOW"] = "3";
        // With its process group, as hard as a machine that goes away; the lock stays behind.
        await repository.Start(repository.Root, "bash", "-c", "set -m; ./build.sh & sleep 1; kill -9 -- -$!; wait");
        repository.Variables.Clear();

        Assert.False(File.Exists(repository.Stamp));
        Assert.Equal(["build", "Build.dll", "build", "build", "Build.dll"], [.. repository.Calls, .. await Calls()]);
        Assert.Equal(Warm, await Calls());
    }

    [Fact]
    public async Task HappensOnceForTwoAtATime()
    {
        repository.Variables["FAKE_SLOW"] = "1";

        var launches = await Task.WhenAll(repository.Run("1"), repository.Run("2"));

        Assert.Equal([$"{repository.Root}\n<1>\n", $"{repository.Root}\n<2>\n"], launches.Select(launch => launch.Output));
        Assert.Equal(["Build.dll", "Build.dll", "build"], repository.Calls.Order(StringComparer.Ordinal));
    }

    public void Dispose() => repository.Dispose();

    /// <summary>What one start of build.sh called.</summary>
    private async Task<string[]> Calls()
    {
        var before = repository.Calls.Length;
        await repository.Run();
        return repository.Calls[before..];
    }
}
