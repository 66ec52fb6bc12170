using Stevedore.LabTests.Builders;
using Stevedore.LabTests.Engines;
using Stevedore.LabTests.Lab;
using Xunit;

namespace Stevedore.LabTests.Shipping;

/// <summary>The next commit, with another date, on the machine that built the last one.</summary>
[DependsOnTheEngine]
public sealed class ChangingOneFile(LabFixture lab) : IAsyncLifetime
{
    private static readonly string[] Dates = ["2026-01-02T03:04:05Z", "2026-01-03T03:04:05Z"];

    private readonly LabBuilder builder = new(lab);
    private readonly SampleRepository repository = SampleRepository.WithOneImage(
        """ "attestations": { "provenance": "none" }, """,
        "WORKDIR /srv/www",
        "COPY first.txt .",
        "RUN cat first.txt >second.txt",
        "WORKDIR /srv/further",
        "COPY last.txt ."
    );

    public ValueTask InitializeAsync() => builder.InitializeAsync();

    public ValueTask DisposeAsync()
    {
        repository.Dispose();
        return builder.DisposeAsync();
    }

    [Theory]
    [InlineData("docker")]
    [InlineData("docker-container")]
    [InlineData("remote")]
    public async Task ReusesTheStepsBeforeIt(string driver)
    {
        var host = builder
            .In(repository)
            .With("STEVEDORE__BUILDER__DRIVER", driver)
            .With("STEVEDORE__BUILDER__NAME", builder.Name)
            .With("STEVEDORE__BUILDER__IMAGE", driver == "docker-container" ? LabBuilder.Image : null)
            .With("STEVEDORE__BUILDER__NODES", driver == "remote" ? builder.Endpoint : null);

        await ShipTwice(host);

        Assert.Equal("2026-01-03T03:04:05Z", await Created());
    }

    [Fact]
    public async Task ReusesThemOnAnEngineWithoutTheContainerdStore()
    {
        await using var other = new SecondLab(lab);
        Assert.Equal(0, (await other.Call("up", "--store=overlay2")).ExitCode);

        await ShipTwice(new BuildHost(lab, repository) { State = other.State });
    }

    private async Task ShipTwice(BuildHost host)
    {
        // No other test has these layers.
        repository.Write("web/first.txt", repository.Name).Write("web/last.txt", "one").CommitAll(Dates[0]);
        (await host.Run("--target=Ship")).Succeeds();
        repository.Write("web/last.txt", "two").CommitAll(Dates[1]);

        (await host.Run("--target=Ship")).Succeeds();

        Assert.Equal(
            ["WORKDIR /srv/www", "COPY first.txt .", "RUN cat first.txt >second.txt", "WORKDIR /srv/further"],
            BuildLog.Cached(repository.Output("docker.log"))
        );
    }

    /// <summary>When the image says that it was made.</summary>
    private async Task<string?> Created()
    {
        var registry = new LabRegistry(lab);
        var manifest = await registry.Manifest($"{repository.Name}/web", repository.Tag);
        var digest = manifest!.Content.GetProperty("config").GetProperty("digest").GetString()!;
        return (await registry.Blob($"{repository.Name}/web", digest)).GetProperty("created").GetString();
    }
}
