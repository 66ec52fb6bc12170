using Stevedore.LabTests.Shipping;
using Xunit;

namespace Stevedore.LabTests.Installing;

/// <summary>The target Update where a build references the package, from an older version of it on the feed.</summary>
[Collection(typeof(FromOneFeed))]
[Trait("Suite", "installing")]
public sealed class MovingABuild(LabFixture lab, PackedFeed feed)
{
    private const string Old = "0.0.1-alpha.bundled";

    private string New => $"{feed.Version}.bundled";

    [Fact]
    public async Task MovesToTheNewestThatTheFeedHas()
    {
        using var repository = await Pinning();

        var update = (await new ToolHost(lab, repository.Sample, feed.ToolCommand).Run("update")).Succeeds();

        Assert.Contains(
            $"build/Build.csproj: Stevedore {Old} -> {New}\nThe plan stays as it is.\n",
            update.StandardOutput,
            StringComparison.Ordinal
        );
        Assert.Contains($"Include=\"Cake.Frosting.Stevedore\" Version=\"[{New}]\"", Project(repository), StringComparison.Ordinal);
        (await repository.Run("./build.sh --target=ShipPlan")).Succeeds();
    }

    /// <summary>As where the version that is pinned cannot be had any more.</summary>
    [Fact]
    public async Task MovesWithoutTheBuildThatItMoves()
    {
        using var repository = await Pinning();
        repository.Sample.Write(
            "build/Program.cs",
            """
            using Cake.Frosting;
            using Stevedore;

            return new CakeHost().UseStevedore(settings => settings.Attestations = new() { Provenance = "none" }).Run(args);
            """
        );

        var update = (await new ToolHost(lab, repository.Sample, feed.ToolCommand).Run("update", "--no-build-project")).Succeeds();

        Assert.Contains(
            "Warning: build/Build.csproj is left out, as --no-build-project asks",
            update.StandardError,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"build/Build.csproj: Stevedore {Old} -> {New}\n"
                + $"Stevedore {feed.Version} runs this without build/Build.csproj: the plan is compared with that of its own.\nThe plan changes:\n",
            update.StandardOutput,
            StringComparison.Ordinal
        );
        Assert.Contains($"Version=\"[{New}]\"", Project(repository), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StaysWhereTheFeedHasNoOtherVersion()
    {
        using var repository = await Pinning();

        var update = await new ToolHost(lab, repository.Sample, feed.ToolCommand).Run("update", "--to=9.9.9");

        Assert.Equal(1, update.ExitCode);
        Assert.Contains(
            $"Cannot move build/Build.csproj from Stevedore {Old} to 9.9.9: no feed has Cake.Frosting.Stevedore 9.9.9.",
            update.StandardError,
            StringComparison.Ordinal
        );
        Assert.Equal("", repository.Sample.Git("status", "--porcelain"));
    }

    private async Task<NewRepository> Pinning()
    {
        feed.Add("Cake.Frosting.Stevedore", New, Old);
        NewRepository repository = new(lab, feed);
        repository
            .Sample.Settings($$"""{ "images": { "web": { "context": "web", "repository": "{{repository.Sample.Name}}/web" } } }""")
            .Dockerfile("web");
        (await new ToolHost(lab, repository.Sample, feed.ToolCommand).Run("init", "--yes", "--build-project")).Succeeds();
        repository.Sample.Write("build/Build.csproj", Project(repository).Replace(New, Old, StringComparison.Ordinal)).CommitAll();
        return repository;
    }

    private static string Project(NewRepository repository) => File.ReadAllText(Consumer.Project(repository.Sample));
}
