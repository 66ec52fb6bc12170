using Stevedore.LabTests.Engines;
using Stevedore.LabTests.Shipping;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Builders;

public sealed class RemovingABuilder(LabFixture lab) : IAsyncLifetime
{
    private readonly LabBuilder builder = new(lab);

    public ValueTask InitializeAsync() => builder.InitializeAsync();

    public ValueTask DisposeAsync() => builder.DisposeAsync();

    [Fact]
    [DependsOnTheEngine]
    public async Task IsDoneAtTheEnd()
    {
        using var repository = SampleRepository.WithOneImage(builder.Settings());

        (await builder.In(repository).Run("--target=Ship", "--remove-builder")).Succeeds();

        await IsGone(repository);
        Assert.Equal([repository.Tag], await new LabRegistry(lab).Tags($"{repository.Name}/web"));
    }

    [Fact]
    public async Task IsDoneAfterAFailedBuild()
    {
        using var repository = SampleRepository.WithOneImage(builder.Settings(), "RUN exit 3");

        var result = await builder.In(repository).Run("--target=Ship", "--remove-builder");

        Assert.StartsWith("Cannot build the images: ", result.Message);
        Assert.Equal(1, result.ExitCode);
        await IsGone(repository);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task IsDoneOnASignal(string signal)
    {
        using var repository = SampleRepository.WithOneImage(builder.Settings(), "RUN echo begins && sleep 600");
        await using var run = builder.In(repository).Start("--target=Ship", "--remove-builder");
        await HostRun.Until(() => repository.RunningLog.Contains(" begins\n", StringComparison.Ordinal));
        Assert.Single(await builder.Containers());

        run.Signal(signal);
        var result = await run.End();

        Assert.Equal((130, ""), (result.ExitCode, result.Message));
        Assert.DoesNotContain("Cannot clean up", result.StandardError);
        await IsGone(repository);
    }

    [Fact]
    public async Task HasNothingLeftToDoForOneThatNeverStarted()
    {
        const string missing = "public.ecr.aws/stevedore/buildkit:missing";
        using var repository = SampleRepository.WithOneImage(
            builder.Settings().Replace(LabBuilder.Image, missing, StringComparison.Ordinal)
        );

        var result = await builder.In(repository).Run("--target=Ship", "--remove-builder");

        Assert.StartsWith(
            $"Cannot build: the builder '{builder.Name}' could not be created: "
                + $"Error response from daemon: failed to resolve reference \"{missing}\": {missing}: not found. ",
            result.Message
        );
        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("Cannot clean up", result.StandardError);
        await IsGone(repository);
    }

    [Fact]
    public async Task IsNotDoneUnasked()
    {
        using var repository = SampleRepository.WithOneImage(builder.Settings());

        (await builder.In(repository).Run("--target=Ship")).Succeeds();

        Assert.Single(await builder.Containers());
    }

    [Fact]
    public async Task IsNotDoneToOneThatWasThere()
    {
        using var repository = SampleRepository.WithOneImage(builder.Settings());
        (await builder.In(repository).Run("--target=ShipBuild")).Succeeds();

        var result = (await builder.In(repository).Run("--target=Ship", "--remove-builder")).Succeeds();

        Assert.Contains(
            $"The builder '{builder.Name}' was not made by this run, and stays. `docker buildx rm {builder.Name}` removes it.",
            result.StandardOutput
        );
        Assert.Single(await builder.Containers());
    }

    [Fact]
    public async Task IsNotDoneWhileAnotherRunBuildsOnIt()
    {
        using var first = SampleRepository.WithOneImage(builder.Settings(), "RUN echo begins && sleep 3");
        using var second = SampleRepository.WithOneImage(builder.Settings(), "RUN echo begins && sleep 8");
        await using var removing = builder.In(first).Start("--target=Ship", "--remove-builder");
        await HostRun.Until(() => first.RunningLog.Contains(" begins\n", StringComparison.Ordinal));
        await using var building = builder.In(second).Start("--target=Ship");
        await HostRun.Until(() => second.RunningLog.Contains(" begins\n", StringComparison.Ordinal));

        var ended = (await removing.End()).Succeeds();

        Assert.Contains(
            $"The builder '{builder.Name}' is not removed, since another run builds on it. `docker buildx rm {builder.Name}` removes it.",
            ended.StandardOutput + ended.StandardError
        );
        (await building.End()).Succeeds();
        Assert.Single(await builder.Containers());
    }

    [Fact]
    public async Task NeverTakesTheEnginesOwn()
    {
        using var repository = SampleRepository.WithOneImage();
        var docker = RecordedDocker.Real(lab, repository);

        (await docker.In(builder.In(repository)).Run("--target=Ship", "--remove-builder")).Succeeds();

        Assert.Equal(["buildx ls", "buildx bake"], docker.Calls.Select(call => string.Join(' ', call.Split(' ')[..2])));
    }

    private async Task IsGone(SampleRepository repository)
    {
        Assert.Empty(await builder.Containers());
        Assert.Contains($"no builder \"{builder.Name}\" found", (await builder.Docker("buildx", "inspect", builder.Name)).StandardError);
        Assert.Empty(repository.PrivateConfigs);
    }
}
