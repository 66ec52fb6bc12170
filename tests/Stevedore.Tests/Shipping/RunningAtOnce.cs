using System.Text.Json;
using Xunit;

namespace Stevedore.Tests.Shipping;

/// <summary>Two runs of which the second begins while the first builds.</summary>
public sealed class RunningAtOnce : IDisposable
{
    private const string TwoImages = """
        {
          "platforms": ["linux/amd64"],
          "images": { "web": { "context": "web" }, "api": { "context": "api" } },
          "registries": { "lan": { "type": "registry", "host": "HOST" } },
          "environments": { "prod": { "tags": ["{sha:8}-prod", "latest-prod"] }, "stag": { "tags": ["{sha:8}-stag", "latest-stag"] },
                            "next": { "tags": ["{sha:8}-prod", "latest-next"] } }
        }
        """;

    private static readonly string[] All =
    [
        ".gitignore",
        "bake.json",
        "docker.log",
        "imageDetail.json",
        "imagedefinitions.json",
        "metadata.json",
        "release.json",
    ];

    private readonly ShipCase ships = new();

    public RunningAtOnce() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The docker of these tests is a shell script.");

    public void Dispose() => ships.Dispose();

    [Theory]
    [InlineData("stag")]
    [InlineData("next")]
    public async Task RefusesAnotherReleaseInTheSameFolder(string environment)
    {
        ships.Settings(TwoImages).Waiting();
        ships.Repository.Write("web/Dockerfile", "FROM scratch\n").Write("api/Dockerfile", "FROM scratch\n").Commit();
        using var first = await Building("--target=Ship", "--environment=prod", "--images=web");

        var second = await ships.Run("--target=Ship", $"--environment={environment}", "--images=web");
        Go();

        Assert.Equal(1, second.ExitCode);
        Assert.Matches(
            $"\nError: Cannot use the output folder {ships.Repository.Folder}/artifacts: run \\d+ of \\w+ \\(since [^)]*\\) is writing the files of "
                + "another release to it, which this one would replace before they are deployed. "
                + "Run again after that, or name another folder with --output=<folder>.\n",
            second.Errors
        );
        Assert.Equal(0, (await first.EndWithAll()).ExitCode);
        Assert.Equal(["latest-prod"], Tags().Where(tag => tag.StartsWith("latest", StringComparison.Ordinal)));
        using var release = JsonDocument.Parse(ships.Output("artifacts/release.json"));
        Assert.EndsWith(
            "-prod",
            release
                .RootElement.GetProperty("images")
                .GetProperty("web")
                .GetProperty("registries")
                .GetProperty("lan")
                .GetProperty("tags")[0]
                .GetString()
        );
    }

    [Fact]
    public async Task WaitsForTheSameRelease()
    {
        ships.Waiting();
        using var first = await Building("--target=Ship");
        using var second = ships.Start("--target=Ship");
        await second.Says("Waiting for run ");
        Go();

        var ends = (await first.EndWithAll(), await second.EndWithAll());

        Assert.Equal((0, 0), (ends.Item1.ExitCode, ends.Item2.ExitCode));
        var said = ends.Item2.Output + ends.Item2.Errors;
        Assert.Matches(
            $"Waiting for run \\d+ of \\w+ \\(since [^)]*\\), which uses the output folder {ships.Repository.Folder}/artifacts\\.\n",
            said
        );
        Assert.Matches("The files that run \\d+ [^)]*\\) wrote to .*/artifacts are written again\\.\n", said);
        Assert.Equal(All, ships.Names());
        Assert.Empty(Directory.GetFileSystemEntries(ships.Temporary));
    }

    [Fact]
    public async Task WaitsForABuildThatIsNobodysToDeploy()
    {
        ships.Settings(TwoImages).Waiting();
        ships.Repository.Write("web/Dockerfile", "FROM scratch\n").Write("api/Dockerfile", "FROM scratch\n").Commit();
        using var first = await Building("--target=ShipBuild", "--environment=prod", "--images=web");
        using var second = ships.Start("--target=ShipBuild", "--environment=stag", "--images=web");
        await second.Says("Waiting for run ");
        Go();

        Assert.Equal(0, (await first.EndWithAll()).ExitCode);
        var (exitCode, output, errors) = await second.EndWithAll();

        Assert.True(exitCode == 0, errors);
        Assert.DoesNotContain("are written again", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunsBesideOneThatHasAnotherFolder()
    {
        ships.Settings(TwoImages).Waiting("grep -q '\"api\"' $file && touch $work/api");
        ships.Repository.Write("web/Dockerfile", "FROM scratch\n").Write("api/Dockerfile", "FROM scratch\n").Commit();
        using var first = await Building("--target=Ship", "--images=web", "--output=one");

        using var second = ships.Start("--target=Ship", "--images=api", "--output=two");
        await ShipCase.Until(() => File.Exists(ships.Beside("api")) || second.HasEnded);
        Assert.True(File.Exists(ships.Beside("api")), second.HasEnded ? (await second.EndWithAll()).Errors : "");
        Assert.False(first.HasEnded);
        Go();

        Assert.Equal(0, (await first.EndWithAll()).ExitCode);
        var (_, output, _) = await second.EndWithAll();
        Assert.DoesNotContain("Waiting", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--output=one", "--output=two")]
    [InlineData("--output=one/in", "--output=one")]
    public async Task WaitsForOneThatBuildsFromAFolderThatHoldsItsOwn(string one, string two)
    {
        ships.Waiting("find . -path ./.git -prune -o -type f -print >>$work/seen");
        using var first = await Building("--target=Ship", one);
        using var second = ships.Start("--target=Ship", two);
        await second.Says("Waiting for run ");
        Go();

        Assert.Equal(0, (await first.EndWithAll()).ExitCode);
        var (exitCode, output, errors) = await second.EndWithAll();

        Assert.True(exitCode == 0, errors);
        Assert.Contains("which builds from a folder that holds the output folder", output, StringComparison.Ordinal);
        Assert.DoesNotContain("are written again", output + errors, StringComparison.Ordinal);
        Assert.Equal(All[1..], ships.Names(two["--output=".Length..]).Except([".gitignore", "in"]));
    }

    [Fact]
    public async Task DoesNotWaitForOneThatWasKilled()
    {
        ships.Waiting();
        using var first = await Building("--target=Ship");
        using var second = ships.Start("--target=Ship");
        await second.Says("Waiting for run ");

        first.Signal("KILL");
        Go();

        Assert.Equal(0, (await second.EndWithAll()).ExitCode);
        Assert.Equal(All, ships.Names());
        Assert.Empty(Directory.GetFileSystemEntries(ships.Temporary));
    }

    [Fact]
    public async Task LeavesTheFilesOfAnotherWhereItCannotEvenBePlanned()
    {
        ships.Waiting();
        using var first = await Building("--target=Ship");
        ships.HasShipped().Settings("""{ "imags": {} }""");

        var second = await ships.Run("--target=Ship");
        var left = ships.Names();
        Go();

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("release.json", left);
        await first.EndWithAll();
    }

    [Fact]
    public async Task IsCancelledWhileItWaits()
    {
        ships.Waiting();
        using var first = await Building("--target=Ship");
        using var second = ships.Start("--target=Ship");
        await second.Says("Waiting for run ");

        second.Signal("INT");
        var (exitCode, _, errors) = await second.EndWithAll();
        Go();

        Assert.Equal((130, ""), (exitCode, errors));
        Assert.Equal(0, (await first.EndWithAll()).ExitCode);
        Assert.Equal(All, ships.Names());
    }

    [Theory]
    [InlineData("a commit")]
    [InlineData("a branch")]
    [InlineData("a file")]
    public async Task RefusesToBuildWhatWasChangedWhileItWaited(string change)
    {
        ships.Waiting().Repository.Write("old.txt");
        using var first = await Building("--target=ShipBuild", "--output=one");
        using var second = ships.Start("--target=ShipBuild", "--output=two");
        await second.Says("Waiting for run ");
        var planned = ships.Repository.Head;
        _ = change switch
        {
            "a commit" => ships.Repository.Write("new.txt").Commit("another"),
            "a branch" => ships.Repository.Branch("other"),
            _ => ships.Repository.Write("new.txt"),
        };
        Go();

        var (exitCode, _, errors) = await second.EndWithAll();

        Assert.Equal(1, exitCode);
        Assert.Contains($"Error: Cannot build {planned}: it was changed while this run waited for run ", errors, StringComparison.Ordinal);
        Assert.Equal(0, (await first.EndWithAll()).ExitCode);
    }

    [Theory]
    [InlineData("", "--target=Ship")]
    [InlineData("", "--target=ShipBuild --output=other")]
    [InlineData("env -u STEVEDORE_RUN", "--target=Ship")]
    [InlineData("setsid -w", "--target=ShipDefinitions")]
    public async Task RefusesToWaitForTheRunThatWaitsForIt(string prefix, string arguments)
    {
        ships.Docker($"{prefix} timeout 50 dotnet '{ChildRun.Host}' plain {arguments} >$work/inner 2>&1; echo $? >>$work/inner");

        var outer = await ships.Run("--target=Ship");

        Assert.Equal(0, outer.ExitCode);
        Assert.Matches(
            "Error: Cannot use the output folder .*: run \\d+ of \\w+ \\(since [^)]*\\), which has started this one and waits for it, "
                + "(uses|builds from a folder that holds) the output folder .*\\. Let the outer run do this, start this one after its end, "
                + "or name another folder with --output=<folder> that neither of the two builds from\\.\n(.*\n)*1\n$",
            ships.Read("inner")
        );
        Assert.Equal(All, ships.Names());
    }

    [Fact]
    public async Task RunsWithinOneThatIsNotInItsWay()
    {
        ships.Settings(TwoImages);
        ships.Repository.Write("web/Dockerfile", "FROM scratch\n").Write("api/Dockerfile", "FROM scratch\n").Commit();
        ships.Docker(
            $"[ -e $work/once ] || {{ touch $work/once; dotnet '{ChildRun.Host}' plain --target=Ship --images=api --output=two >$work/inner 2>&1; echo $? >>$work/inner; }}"
        );

        var outer = await ships.Run("--target=Ship", "--images=web", "--output=one");

        Assert.Equal(0, outer.ExitCode);
        Assert.EndsWith("\n0\n", ships.Read("inner"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StopsBeforeItTakesAPlatformOutOfTheTag()
    {
        ships.Docker("touch $work/baking; exec sleep 60");
        using var run = await Building("--target=Ship");
        var tag = ships.Repository.Head[..8];
        var other = PublishedCase.Image(ships.Registry, "web", ships.Repository.Head, "linux/arm64", tag);

        var (exitCode, _, errors) = await run.EndWithAll();

        Assert.Equal(1, exitCode);
        Assert.Contains(
            $"Error: Cannot push {ships.Registry.Host}/web:{tag}: it holds {other} of this commit with linux/arm64, which the push of linux/amd64 would take out of it. ",
            errors,
            StringComparison.Ordinal
        );
        Assert.Equal([".gitignore", "docker.log"], ships.Names());
    }

    private async Task<ChildRun> Building(params string[] arguments)
    {
        var run = ships.Start(arguments);
        await ShipCase.Until(() => File.Exists(ships.Beside("baking")) || run.HasEnded);
        return run;
    }

    private void Go() => File.WriteAllText(ships.Beside("go"), "");

    private IEnumerable<string> Tags() => ships.Registry.Manifests.Keys.Select(key => key.Split('/')[^1]);
}
