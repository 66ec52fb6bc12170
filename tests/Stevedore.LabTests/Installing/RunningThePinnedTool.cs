using Stevedore.LabTests.Shipping;
using Xunit;

namespace Stevedore.LabTests.Installing;

/// <summary>The tool as a repository pins it, from a feed and an empty folder of packages.</summary>
[Collection(typeof(FromOneFeed))]
[Trait("Suite", "installing")]
public sealed class RunningThePinnedTool(LabFixture lab, PackedFeed feed)
{
    [Fact]
    public async Task PlansFromAManifest()
    {
        using var repository = Pinning(feed.Version);

        var plan = await repository.Run("dotnet tool restore && dotnet stevedore plan");

        Assert.Contains($"{repository.Sample.Name}/web", plan.Succeeds().StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlansWithoutBeingInstalled()
    {
        using var repository = Pinning(feed.Version);

        var plan = await repository.Run($"dotnet dnx Stevedore.Tool@{feed.Version} -y -- plan");

        Assert.Contains($"{repository.Sample.Name}/web", plan.Succeeds().StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MovesToTheNewestThatTheFeedHas()
    {
        using var repository = Pinning("0.0.1-alpha");

        var update = await new ToolHost(lab, repository.Sample, feed.ToolCommand).Run("update");

        Assert.Contains(
            $".config/dotnet-tools.json: Stevedore 0.0.1-alpha -> {feed.Version}\nStevedore {feed.Version} runs this: the plan is compared with that of its own.\nThe plan stays as it is.\n",
            update.Succeeds().StandardOutput,
            StringComparison.Ordinal
        );
        (await repository.Run("dotnet stevedore plan")).Succeeds();
    }

    [Fact]
    public async Task StaysWhereTheFeedHasNoOtherVersion()
    {
        using var repository = Pinning("0.0.1-alpha");

        var update = await new ToolHost(lab, repository.Sample, feed.ToolCommand).Run("update", "--to=9.9.9");

        Assert.Equal(1, update.ExitCode);
        Assert.Contains(
            "Cannot move .config/dotnet-tools.json from Stevedore 0.0.1-alpha to 9.9.9: no feed has Stevedore.Tool 9.9.9.",
            update.StandardError,
            StringComparison.Ordinal
        );
        Assert.Equal("", repository.Sample.Git("status", "--porcelain"));
    }

    private NewRepository Pinning(string version)
    {
        NewRepository repository = new(lab, feed);
        repository
            .Sample.Write(
                ".config/dotnet-tools.json",
                $$"""{ "version": 1, "isRoot": true, "tools": { "stevedore.tool": { "version": "{{version}}", "commands": ["stevedore"] } } }"""
            )
            .Settings($$"""{ "images": { "web": { "context": "web", "repository": "{{repository.Sample.Name}}/web" } } }""")
            .Dockerfile("web")
            .CommitAll();
        return repository;
    }
}
