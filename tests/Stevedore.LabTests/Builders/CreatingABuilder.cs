using Stevedore.LabTests.Engines;
using Stevedore.LabTests.Shipping;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Builders;

public sealed class CreatingABuilder(LabFixture lab) : IAsyncLifetime
{
    private readonly LabBuilder builder = new(lab);

    public ValueTask InitializeAsync() => builder.InitializeAsync();

    public ValueTask DisposeAsync() => builder.DisposeAsync();

    [Fact]
    [DependsOnTheEngine]
    public async Task IsDoneOnceAndTheNextRunTakesTheSame()
    {
        using var repository = SampleRepository.WithOneImage(builder.Settings());
        var docker = RecordedDocker.Real(lab, repository);
        var host = docker.In(builder.In(repository));

        (await host.Run("--target=Ship")).Succeeds();
        repository.Dockerfile("web", "LABEL second=true").CommitAll();
        (await host.Run("--target=Ship")).Succeeds();

        var bake = $"buildx bake --builder {builder.Name} ";
        Assert.Equal(
            [
                "buildx ls --format {{json .}}",
                $"buildx create --driver docker-container --driver-opt image={LabBuilder.Image} --name {builder.Name}",
                $"buildx inspect --bootstrap {builder.Name}",
                bake,
                "buildx ls --format {{json .}}",
                bake,
            ],
            docker.Calls.Select(call => call.StartsWith(bake, StringComparison.Ordinal) ? bake : call)
        );
        Assert.Equal([$"buildx_buildkit_{builder.Name}0"], await builder.Containers());
        Assert.Contains(repository.Tag, await new LabRegistry(lab).Tags($"{repository.Name}/web"));
    }

    [Fact]
    public async Task IsDoneByOneOfTwoRunsThatBeginAtOnce()
    {
        using var first = SampleRepository.WithOneImage(builder.Settings());
        using var second = SampleRepository.WithOneImage(builder.Settings());
        await using var one = builder.In(first).Start("--target=Ship");
        await using var two = builder.In(second).Start("--target=Ship");

        (await one.End()).Succeeds();
        (await two.End()).Succeeds();

        Assert.Equal([$"buildx_buildkit_{builder.Name}0"], await builder.Containers());
    }

    [Fact]
    public async Task LeavesTheUsersBuilderTheDefault()
    {
        using var repository = SampleRepository.WithOneImage(builder.Settings());
        Assert.Equal("default", await Default());

        (await builder.In(repository).Run("--target=Ship")).Succeeds();

        Assert.Equal("default", await Default());
        Assert.Single(await builder.Containers());
    }

    [Fact]
    public async Task GivesItTheOptionsAndTheConfig()
    {
        const string config = "debug = true\n\n[worker]\n\n  [worker.oci]\n    max-parallelism = 3\n";
        using var repository = SampleRepository.WithOneImage(
            builder.Settings(""" "options": { "env.BUILDER_OF": "a test" }, "config": "etc/buildkitd.toml", """)
        );
        repository.Write("etc/buildkitd.toml", config).CommitAll();

        (await builder.In(repository).Run("--target=Ship")).Succeeds();

        Assert.Contains("BUILDER_OF=a test\0", await builder.Read("/proc/1/environ"));
        Assert.Equal(config, await builder.Read("/etc/buildkit/buildkitd.toml"));
        Assert.StartsWith("--config\n/etc/buildkit/buildkitd.toml\n", await builder.Read("/tmp/buildkitd.arguments"));
    }

    [Fact]
    public async Task PointsARemoteOneAtWhatRunsAlready()
    {
        using var repository = SampleRepository.WithOneImage(
            $$""" "builder": { "driver": "remote", "name": "{{builder.Name}}", "nodes": ["{{builder.Endpoint}}"] }, """
        );

        (await builder.In(repository).Run("--target=Ship")).Succeeds();

        Assert.Empty(await builder.Containers());
        Assert.Matches($"Endpoint: +{builder.Endpoint}\n", (await builder.Docker("buildx", "inspect", builder.Name)).StandardOutput);
        Assert.Contains("rewriting layers with source-date-epoch", repository.Output("docker.log"));
        Assert.Equal([repository.Tag], await new LabRegistry(lab).Tags($"{repository.Name}/web"));
    }

    [Fact]
    public async Task TakesNoneOfAnotherDriver()
    {
        using var repository = SampleRepository.WithOneImage(builder.Settings());
        (await builder.Docker("buildx", "create", "--name", builder.Name, "--driver", "remote", builder.Endpoint)).Succeeds();

        var result = await builder.In(repository).Run("--target=Ship");

        result.FailsWith(
            $"Cannot use the builder '{builder.Name}': it has the driver remote, and docker-container is wanted. "
                + $"Remove it with `docker buildx rm {builder.Name}`, or set builder.name to another name."
        );
        Assert.Empty(repository.Outputs);
    }

    /// <summary>The builder that buildx takes unasked.</summary>
    private async Task<string> Default() => (await builder.Docker("buildx", "inspect")).StandardOutput.Split('\n')[0].Split(' ')[^1];
}
