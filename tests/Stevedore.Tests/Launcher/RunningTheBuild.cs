using Xunit;

namespace Stevedore.Tests.Launcher;

/// <summary>What reaches the build, and where it runs, however build.sh is started.</summary>
public abstract class RunningTheBuild : LaunchedTests
{
    private protected RunningTheBuild(Shell shell)
        : base(shell) { }

    [Fact]
    public async Task PassesEveryArgumentUnchanged()
    {
        var launch = await Repository.Run(
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
            $"{Repository.Root}\n<--target=Ship>\n<a b>\n<>\n<*>\n<\"quoted\">\n<'single'>\n<$HOME>\n<back\\slash>\n<ä>\n<-->\n<-x>\n",
            launch.Output
        );
    }

    [Fact]
    public async Task PassesNoArgumentWhereNoneIsGiven()
    {
        var launch = await Repository.Run();

        Assert.Equal($"{Repository.Root}\n", launch.Output);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(130)]
    public async Task ExitsAsTheBuildExits(int exitCode)
    {
        Repository.Variables["FAKE_EXIT"] = $"{exitCode}";

        var launch = await Repository.Run();

        Assert.Equal(exitCode, launch.ExitCode);
    }

    [Fact]
    public async Task RunsInTheRepositoryFromAnyFolder()
    {
        var launch = await Repository.RunFrom(Repository.Home, Path.Combine(Repository.Root, Repository.Launcher), "x");

        Assert.Equal($"{Repository.Root}\n<x>\n", launch.Output);
    }

    [Fact]
    public async Task RunsFromAFolderInsideTheRepository()
    {
        var launch = await Repository.RunFrom(Path.Combine(Repository.Root, "src", "Library"), $"../../{Repository.Launcher}");

        Assert.Equal($"{Repository.Root}\n", launch.Output);
    }

    [Fact]
    public async Task RunsInAPathWithSpacesAndStars()
    {
        using var spaced = new LaunchedRepository(Shell, "my * repository");

        var first = await spaced.Run("x");
        var second = await spaced.Run("x");

        Assert.Equal($"{spaced.Root}\n<x>\n", first.Output);
        Assert.Equal(first.Output, second.Output);
        Assert.Equal(["build", "Build.dll", "Build.dll"], spaced.Calls);
    }

    [Fact]
    public async Task FollowsSymbolicLinksToTheRepository()
    {
        var near = Path.Combine(Repository.Home, $"near-{Repository.Launcher}");
        File.CreateSymbolicLink(Path.Combine(Repository.Home, "far.ps1"), Path.Combine(Repository.Root, Repository.Launcher));
        File.CreateSymbolicLink(near, "far.ps1");

        var launch = await Repository.RunFrom(Repository.Root, near, "x");

        Assert.Equal($"{Repository.Root}\n<x>\n", launch.Output);
    }

    [Fact]
    public async Task PassesListsAndOptionsWithColons()
    {
        var launch = await Repository.Run("--images=base,web", "-v:diag", "--count=3,4", "-v", "quiet", "1.0");

        Assert.Equal($"{Repository.Root}\n<--images=base,web>\n<-v:diag>\n<--count=3,4>\n<-v>\n<quiet>\n<1.0>\n", launch.Output);
    }

    [Fact]
    public async Task WritesNothingOfItsOwnOnceTheBuildIsCompiled()
    {
        await Repository.Run();

        var launch = await Repository.Run();

        Assert.Equal(new Launch(0, $"{Repository.Root}\n", ""), launch);
    }

    [Fact]
    public async Task SaysWhenThereIsNoBuild()
    {
        Directory.Delete(Path.Combine(Repository.Root, "build"), recursive: true);

        var launch = await Repository.Run();

        Assert.Equal(
            new Launch(
                1,
                "",
                $"{Repository.Launcher}: there is no {Repository.Root}/build/Build.csproj, so there is nothing to run. Create it as a Cake Frosting project.\n"
            ),
            launch
        );
    }
}

/// <inheritdoc/>
public sealed class RunningTheBuildWithBash : RunningTheBuild
{
    public RunningTheBuildWithBash()
        : base(Shell.Bash) { }
}

/// <inheritdoc/>
public sealed class RunningTheBuildWithPowerShellFile : RunningTheBuild
{
    public RunningTheBuildWithPowerShellFile()
        : base(Shell.PowerShellFile) { }
}

/// <inheritdoc/>
public sealed class RunningTheBuildWithPowerShellCommand : RunningTheBuild
{
    public RunningTheBuildWithPowerShellCommand()
        : base(Shell.PowerShellCommand) { }
}
