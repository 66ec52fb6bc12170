using Stevedore.Tests.Runs;
using Xunit;

namespace Stevedore.Tests.Shipping;

/// <summary>What a run leaves in its folders, however it ends.</summary>
public sealed class LeavingFilesBehind : IDisposable
{
    private readonly ShipCase ships = new();

    public LeavingFilesBehind() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The docker of these tests is a shell script.");

    public void Dispose() => ships.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    public async Task IsTheLogAloneAfterASignal(string signal)
    {
        // A docker whose work is done by a program that it starts.
        ships.Docker("sh -c \"echo \\$\\$ >$work/child; exec sleep 60\"");
        using var run = ships.Start("--target=Ship");
        await ShipCase.Until(() => ships.Read("child").EndsWith('\n'));
        var child = ships.Read("child").Trim();
        Assert.Empty(ships.Names());

        run.Signal(signal);
        var (exitCode, _, errors) = await run.EndWithAll();

        Assert.Equal((130, "#1 building\n"), (exitCode, errors));
        Assert.Equal([".gitignore", "docker.log"], ships.Names());
        Assert.Equal("# Stevedore: docker buildx bake\n#1 building\n", ships.Output("artifacts/docker.log"));
        Assert.Empty(Directory.GetFileSystemEntries(ships.Temporary));
        await ShipCase.Until(() => !EndingMarkedProcesses.IsRunning(child));
    }

    [Theory]
    [InlineData("Ship")]
    [InlineData("ShipPush")]
    [InlineData("ShipBuild")]
    [InlineData("ShipLoad")]
    public async Task IsTheLogAloneAfterAFailure(string target)
    {
        ships.Docker("exit 7").HasShipped();

        var (exitCode, _, errors) = await ships.Run($"--target={target}");

        Assert.Equal(1, exitCode);
        Assert.Contains($"The whole log is in {ships.Repository.Folder}/artifacts/docker.log.", errors, StringComparison.Ordinal);
        Assert.Equal([".gitignore", "docker.log"], ships.Names());
    }

    [Fact]
    public async Task IsNothingOldWhenTheLoginFails()
    {
        ships.HasShipped();
        ships.Registry.Challenge = "Basic realm=\"closed\"";

        Assert.Equal(1, (await ships.Run("--target=Ship")).ExitCode);

        Assert.Empty(ships.Names());
    }

    [Fact]
    public async Task IsNothingOldWhenThereIsNoPlan()
    {
        ships.HasShipped().Settings("""{ "imags": {} }""");

        Assert.Equal(1, (await ships.Run("--target=Ship")).ExitCode);

        Assert.Equal([".gitignore"], ships.Names());
    }

    [Fact]
    public async Task IsNothingOldWhenTheDefinitionsFail()
    {
        ships.HasShipped();

        Assert.Equal(1, (await ships.Run("--target=ShipDefinitions")).ExitCode);

        Assert.Equal([".gitignore", "docker.log"], ships.Names());
    }

    [Fact]
    public async Task IsNeverInWhatIsBuilt()
    {
        ships.Docker("find . -path ./.git -prune -o -print | sort >>$work/seen; echo >>$work/seen");

        Assert.Equal(0, (await ships.Run("--target=Ship")).ExitCode);
        Assert.Equal(7, ships.Names().Length);
        Assert.Equal(0, (await ships.Run("--target=Ship")).ExitCode);

        const string source = ".\n./Dockerfile\n./stevedore.json\n\n";
        Assert.Equal(source + source, ships.Read("seen"));
    }

    [Fact]
    public async Task IsNoChangeOfWhatIsBuilt()
    {
        ships.HasShipped();

        var first = await ships.Run("--target=Ship", "--output=.");
        var second = await ships.Run("--target=Ship", "--output=.");

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.DoesNotContain("dirty", first.Output + second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsRefusedWhereGitKeepsAFileOfThatName()
    {
        ships.Repository.Write("metadata.json", "{\"app\":1}").Commit();

        var (exitCode, _, errors) = await ships.Run("--target=Ship", "--output=.");

        Assert.Equal(1, exitCode);
        Assert.Contains(
            $"Error: Cannot use the output folder {ships.Repository.Folder}: git tracks metadata.json there. "
                + "Name another folder with --output=<folder>, or take what is in the way out of it.\n",
            errors,
            StringComparison.Ordinal
        );
        Assert.Equal("{\"app\":1}", ships.Output("metadata.json"));
        Assert.Empty(ships.Registry.Requests);
    }
}
