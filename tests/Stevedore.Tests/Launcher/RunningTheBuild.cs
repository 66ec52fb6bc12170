using Xunit;

namespace Stevedore.Tests.Launcher;

/// <summary>What reaches the build, and where it runs, however build.sh is started.</summary>
public sealed class RunningTheBuild : IDisposable
{
    private readonly LaunchedRepository repository = new();

    [Fact]
    public async Task PassesEveryArgumentUnchanged()
    {
        var launch = await repository.Run(
            "--target=Ship",
            "a b",
            "",
            "*",
            "\"quoted\"",
            "'single'",
            "$HOME",
            "back\\slash",
            "ä",
            "--",
            "-x"
        );

        Assert.Equal(
            $"{repository.Root}\n<--target=Ship>\n<a b>\n<>\n<*>\n<\"quoted\">\n<'single'>\n<$HOME>\n<back\\slash>\n<ä>\n<-->\n<-x>\n",
            launch.Output
        );
    }

    [Fact]
    public async Task PassesNoArgumentWhereNoneIsGiven()
    {
        var launch = await repository.Run();

        Assert.Equal($"{repository.Root}\n", launch.Output);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(130)]
    public async Task ExitsAsTheBuildExits(int exitCode)
    {
        repository.Variables["FAKE_EXIT"] = $"{exitCode}";

        var launch = await repository.Run();

        Assert.Equal(exitCode, launch.ExitCode);
    }

    [Fact]
    public async Task RunsInTheRepositoryFromAnyFolder()
    {
        var launch = await repository.Start(repository.Home, Path.Combine(repository.Root, "build.sh"), "x");

        Assert.Equal($"{repository.Root}\n<x>\n", launch.Output);
    }

    [Fact]
    public async Task RunsFromAFolderInsideTheRepository()
    {
        var launch = await repository.Start(Path.Combine(repository.Root, "src", "Library"), "../../build.sh");

        Assert.Equal($"{repository.Root}\n", launch.Output);
    }

    [Fact]
    public async Task RunsInAPathWithSpacesAndStars()
    {
        using var spaced = new LaunchedRepository("my * repository");

        var first = await spaced.Run("x");
        var second = await spaced.Run("x");

        Assert.Equal($"{spaced.Root}\n<x>\n", first.Output);
        Assert.Equal(first.Output, second.Output);
        Assert.Equal(["build", "Build.dll", "Build.dll"], spaced.Calls);
    }

    [Fact]
    public async Task FollowsSymbolicLinksToTheRepository()
    {
        var near = Path.Combine(repository.Home, "near");
        File.CreateSymbolicLink(Path.Combine(repository.Home, "far"), Path.Combine(repository.Root, "build.sh"));
        File.CreateSymbolicLink(near, "far");

        var launch = await repository.Start(repository.Root, near, "x");

        Assert.Equal($"{repository.Root}\n<x>\n", launch.Output);
    }

    [Fact]
    public async Task NeedsNoExecutableBit()
    {
        // Writing anew would keep the mode.
        File.Delete(Path.Combine(repository.Root, "build.sh"));
        repository.Write(
            "build.sh",
            await File.ReadAllTextAsync(LaunchedRepository.Source("build.sh"), TestContext.Current.CancellationToken)
        );

        var launch = await repository.Start(repository.Root, "bash", "build.sh", "x");

        Assert.Equal($"{repository.Root}\n<x>\n", launch.Output);
    }

    [Fact]
    public async Task IgnoresCdpath()
    {
        repository.Variables["CDPATH"] = repository.Home;
        Directory.CreateDirectory(Path.Combine(repository.Home, "repository"));

        var launch = await repository.Start(Path.GetDirectoryName(repository.Root)!, "bash", "repository/build.sh");

        Assert.Equal($"{repository.Root}\n", launch.Output);
    }

    [Fact]
    public async Task WritesNothingOfItsOwnOnceTheBuildIsCompiled()
    {
        await repository.Run();

        var launch = await repository.Run();

        Assert.Equal(new Launch(0, $"{repository.Root}\n", ""), launch);
    }

    [Fact]
    public async Task SaysWhenThereIsNoBuild()
    {
        Directory.Delete(Path.Combine(repository.Root, "build"), recursive: true);

        var launch = await repository.Run();

        Assert.Equal(
            new Launch(
                1,
                "",
                $"build.sh: there is no {repository.Root}/build/Build.csproj, so there is nothing to run. Create it as a Cake Frosting project.\n"
            ),
            launch
        );
    }

    public void Dispose() => repository.Dispose();
}
