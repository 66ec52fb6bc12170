using Xunit;

namespace Stevedore.Tests.Launcher;

/// <summary>What reaches the build, and where it runs, however build.sh is started.</summary>
public abstract class RunningTheBuild : IDisposable
{
    private readonly Shell shell;
    private readonly LaunchedRepository repository;

    private protected RunningTheBuild(Shell shell)
    {
        this.shell = shell;
        repository = new(shell);
    }

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
        var launch = await repository.RunFrom(repository.Home, Path.Combine(repository.Root, repository.Launcher), "x");

        Assert.Equal($"{repository.Root}\n<x>\n", launch.Output);
    }

    [Fact]
    public async Task RunsFromAFolderInsideTheRepository()
    {
        var launch = await repository.RunFrom(Path.Combine(repository.Root, "src", "Library"), $"../../{repository.Launcher}");

        Assert.Equal($"{repository.Root}\n", launch.Output);
    }

    [Fact]
    public async Task RunsInAPathWithSpacesAndStars()
    {
        using var spaced = new LaunchedRepository(shell, "my * repository");

        var first = await spaced.Run("x");
        var second = await spaced.Run("x");

        Assert.Equal($"{spaced.Root}\n<x>\n", first.Output);
        Assert.Equal(first.Output, second.Output);
        Assert.Equal(["build", "Build.dll", "Build.dll"], spaced.Calls);
    }

    [Fact]
    public async Task FollowsSymbolicLinksToTheRepository()
    {
        var near = Path.Combine(repository.Home, $"near-{repository.Launcher}");
        File.CreateSymbolicLink(Path.Combine(repository.Home, "far.ps1"), Path.Combine(repository.Root, repository.Launcher));
        File.CreateSymbolicLink(near, "far.ps1");

        var launch = await repository.RunFrom(repository.Root, near, "x");

        Assert.Equal($"{repository.Root}\n<x>\n", launch.Output);
    }

    [Fact]
    public async Task PassesListsAndOptionsWithColons()
    {
        var launch = await repository.Run("--images=base,web", "-v:diag", "--count=3,4", "-v", "quiet", "1.0");

        Assert.Equal($"{repository.Root}\n<--images=base,web>\n<-v:diag>\n<--count=3,4>\n<-v>\n<quiet>\n<1.0>\n", launch.Output);
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
                $"{repository.Launcher}: there is no {repository.Root}/build/Build.csproj, so there is nothing to run. Create it as a Cake Frosting project.\n"
            ),
            launch
        );
    }

    public void Dispose()
    {
        repository.Dispose();
        GC.SuppressFinalize(this);
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
