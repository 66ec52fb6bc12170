using Xunit;

namespace Stevedore.Tests.Launcher;

/// <summary>Where the build runs, and what the launcher writes.</summary>
public abstract class RunningTheBuild : LaunchedTests
{
    private protected RunningTheBuild(Shell shell)
        : base(shell) { }

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
[Trait("Shell", "PowerShell")]
public sealed class RunningTheBuildWithPowerShellFile : RunningTheBuild
{
    public RunningTheBuildWithPowerShellFile()
        : base(Shell.PowerShellFile) { }
}
