using System.Globalization;
using Stevedore.Tests.Runs;
using Xunit;

namespace Stevedore.Tests.Shipping;

/// <summary>What a run leaves in its folders, however it ends.</summary>
public sealed class LeavingFilesBehind : IDisposable
{
    private static readonly string[] All = [".gitignore", "docker.log", "imageDetail.json", "imagedefinitions.json", "release.json"];

    private const string Cancelled =
        "Cancelled. What was pushed of 'web' by then is in the registries under the commit's tag. No moving tag was set, and no file was written for a "
        + "deployment. Run again: what is there is kept.";

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
        var child = int.Parse(ships.Read("child"), CultureInfo.InvariantCulture);
        Assert.Empty(ships.Names());

        run.Signal(signal);
        var (exitCode, _, errors) = await run.EndWithAll();

        Assert.Equal((130, $"#1 building\n{Cancelled}\n"), (exitCode, errors));
        Assert.Equal([".gitignore", "docker.log"], ships.Names());
        Assert.Equal("# Stevedore: docker buildx bake\n#1 building\n", ships.Output("artifacts/docker.log"));
        Assert.Empty(Directory.GetFileSystemEntries(ships.Temporary));
        await ShipCase.Until(() => !RunningProcesses.IsRunning(child));
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

    [Theory]
    [InlineData("Ship")]
    [InlineData("Deliver")]
    public async Task IsNothingOldWhenTheLoginFails(string target)
    {
        ships.HasShipped();
        ships.Registry.Challenge = "Basic realm=\"closed\"";

        Assert.Equal(1, (await ships.Run($"--target={target}")).ExitCode);

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
    public async Task IsNotInWhatIsBuiltThoughTheTemporaryFolderIs()
    {
        ships.Variables["TMPDIR"] = Directory.CreateDirectory(Path.Combine(ships.Repository.Folder, "temporary")).FullName;
        ships.Docker("find . -path ./.git -prune -o -print | sort >$work/seen");

        Assert.Equal(0, (await ships.Run("--target=Ship")).ExitCode);

        Assert.Equal(".\n./Dockerfile\n./stevedore.json\n./temporary\n", ships.Read("seen"));
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

    [Theory]
    [InlineData("", "ShipBuild")]
    [InlineData("*\n!Dockerfile\n!out\n", "Ship")]
    public async Task IsKeptOutOfWhatAnotherRunBuilds(string ignore, string target)
    {
        // What docker does with the ignore file beside a Dockerfile.
        ships.Docker(
            "sed -n 's/.*\"dockerfile\": \"\\(.*\\)\".*/\\1/p' $file >$work/dockerfile; cat \"$(cat $work/dockerfile)\".dockerignore >$work/ignore"
        );
        ships.Repository.Write(".dockerignore", ignore).Commit();
        ships.HasShipped("one").HasShipped("out/deep/a [b]").HasShipped("out/with");
        ships.Repository.Write("out/with/report.html");

        var (exitCode, output, errors) = await ships.Run($"--target={target}", "--output=out/own", "--allow-dirty");

        Assert.True(exitCode == 0, errors);
        Assert.EndsWith("/0/Dockerfile\n", ships.Read("dockerfile"), StringComparison.Ordinal);
        string[] with = ["/out/deep", .. All.Select(name => $"/out/with/{name}")];
        Assert.Equal(
            ignore.Split('\n').Concat(ignore.Length == 0 ? ["/one"] : []).Concat(with).Order(StringComparer.Ordinal),
            ships.Read("ignore").Split('\n').Order(StringComparer.Ordinal)
        );
        Assert.Contains("The build of 'web' leaves out what runs have written to its context: ", output, StringComparison.Ordinal);
        Assert.Equal(5, ships.Names("one").Length);
        Assert.Equal(6, ships.Names("out/with").Length);
    }

    [Fact]
    public async Task IsBuiltFromWhereItIsSource()
    {
        ships.Docker("cp $file $work/bake");
        ships.HasShipped("kept");
        File.Delete(Path.Combine(ships.Repository.Folder, "kept/.gitignore"));
        ships
            .Repository.Commit()
            .Write("copied/.gitignore", "release.json\n")
            .Write("copied/release.json", ships.Output("kept/release.json"))
            .Commit();

        var (exitCode, output, _) = await ships.Run("--target=Ship");

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("leaves out", output, StringComparison.Ordinal);
        Assert.Contains("\"dockerfile\": \"Dockerfile\"", ships.Read("bake"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsRefusedInANamedContext()
    {
        ships.Settings(
            """{ "platforms": ["linux/amd64"], "images": { "web": { "context": "web", "contexts": { "data": "data" } } }, "registries": { "lan": { "type": "registry", "host": "HOST" } } }"""
        );
        ships.Repository.Write("web/Dockerfile", "FROM scratch\n").Write("data/file").Commit();
        ships.HasShipped("data/out");

        var refused = await ships.Run("--target=Ship");
        ships.Repository.Write("data/.dockerignore", "out\n").Commit();
        var ignored = await ships.Run("--target=Ship");

        Assert.Equal((1, 0), (refused.ExitCode, ignored.ExitCode));
        Assert.Contains(
            $"Error: Cannot build 'web': its context {ships.Repository.Folder}/data holds output files of another run: out. "
                + $"Add /out to {ships.Repository.Folder}/data/.dockerignore, or move them elsewhere.\n",
            refused.Errors,
            StringComparison.Ordinal
        );
        Assert.Equal(5, ships.Names("data/out").Length);
    }

    [Theory]
    [InlineData("ShipBuild")]
    [InlineData("ShipPlan")]
    public async Task IsSaidWhereOthersLeaveFilesThatEnterTheImage(string target)
    {
        ships.HasShipped();
        ships.Repository.Write("artifacts/deployment.json").Write("artifacts/reports/a.html");

        var said = await ships.Run($"--target={target}");
        ships.Repository.Write(".dockerignore", "artifacts\n");
        var quiet = await ships.Run($"--target={target}", "--allow-dirty");

        Assert.Equal((0, 0), (said.ExitCode, quiet.ExitCode));
        Assert.Contains(
            "The context of 'web' holds artifacts/deployment.json, artifacts/reports: in no commit, and not this run's to delete. An image that copies it "
                + "has another digest each time. Add /artifacts to its .dockerignore, or name a folder outside of the context with --output.\n",
            said.Output + said.Errors,
            StringComparison.Ordinal
        );
        Assert.Equal(2, (said.Output + said.Errors).Split("The context of 'web' holds").Length);
        Assert.DoesNotContain("deployment.json", quiet.Output + quiet.Errors, StringComparison.Ordinal);
        Assert.Equal("text\n", ships.Output("artifacts/deployment.json"));
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
