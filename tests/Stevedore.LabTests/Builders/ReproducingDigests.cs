using Stevedore.LabTests.Engines;
using Stevedore.LabTests.Shipping;
using Xunit;

namespace Stevedore.LabTests.Builders;

/// <summary>One commit built twice from nothing: the second time, the clock says something else.</summary>
public sealed class ReproducingDigests(LabFixture lab) : IAsyncLifetime
{
    private static readonly string[] Sample =
    [
        "stevedore.json",
        "app/base/Dockerfile",
        "app/base/httpd.conf",
        "app/web/Dockerfile",
        "app/web/index.html",
    ];

    private readonly LabBuilder builder = new(lab);

    // Its tags can be moved, which those of the lab's ECR cannot.
    private string Lan => $$""" "lan": { "type": "registry", "host": "{{lab.Variables["STEVEDORE_LAB_REGISTRY"]}}" } """;

    public ValueTask InitializeAsync() => builder.InitializeAsync();

    public ValueTask DisposeAsync() => builder.DisposeAsync();

    [DependsOnTheEngine]
    [Theory]
    [InlineData("docker")]
    [InlineData("docker-container")]
    public async Task GivesThePlatformsOfTheSampleTheSameDigests(string driver)
    {
        using var repository = new SampleRepository();
        foreach (var path in Sample)
        {
            var text = await File.ReadAllTextAsync(Path.Combine(lab.RepositoryRoot, path), TestContext.Current.CancellationToken);
            repository.Write(path, text.Replace("\"ecr\": { \"type\": \"ecr\" }", Lan, StringComparison.Ordinal));
        }

        var (first, second) = await BuildTwice(repository.CommitAll(), driver);

        Assert.Equal(["base linux/amd64", "base linux/arm64", "web linux/amd64", "web linux/arm64"], first.Keys);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task GivesAnyImageTheSameDigestOnABuilderThatSetsTheTimesOfFiles()
    {
        using var repository = WritingTheTime();

        var (first, second) = await BuildTwice(repository, "docker-container");

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task LeavesTheClockInImagesThatTheEngineBuilds()
    {
        using var repository = WritingTheTime();

        var (first, second) = await BuildTwice(repository, "docker");

        Assert.NotEqual(first, second);
    }

    // What ordinary Dockerfiles do: files and folders come to be while it builds.
    private SampleRepository WritingTheTime() =>
        SampleRepository.WithOneImage(
            $$""" "registries": { {{Lan}} }, """,
            "WORKDIR /srv/www",
            "RUN echo page > index.html",
            "COPY Dockerfile /srv/"
        );

    private async Task<(SortedDictionary<string, string> First, SortedDictionary<string, string> Second)> BuildTwice(
        SampleRepository repository,
        string driver
    )
    {
        var host = builder
            .In(repository)
            .With("STEVEDORE__BUILDER__DRIVER", driver)
            .With("STEVEDORE__BUILDER__NAME", builder.Name)
            .With("STEVEDORE__BUILDER__IMAGE", LabBuilder.Image);
        (await host.Run("--target=Ship", "--no-cache", "--rebuild")).Succeeds();
        var first = repository.Platforms();
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        (await host.Run("--target=Ship", "--no-cache", "--rebuild")).Succeeds();
        return (first, repository.Platforms());
    }
}
