using Stevedore.LabTests.Shipping;
using Xunit;

namespace Stevedore.LabTests.Builders;

public sealed class RemovingABuilder(LabFixture lab) : IAsyncLifetime
{
    private readonly LabBuilder builder = new(lab);

    public ValueTask InitializeAsync() => builder.InitializeAsync();

    public ValueTask DisposeAsync() => builder.DisposeAsync();

    [Fact]
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
        using var repository = SampleRepository.WithOneImage(builder.Settings(), "RUN echo begins && sleep 60");
        await using var run = builder.In(repository).Start("--target=Ship", "--remove-builder");
        var log = Path.Combine(repository.Folder, "artifacts", "docker.log");
        await HostRun.Until(() => File.Exists(log) && File.ReadAllText(log).Contains(" begins\n", StringComparison.Ordinal));
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
        using var repository = SampleRepository.WithOneImage(builder.Settings().Replace(LabBuilder.Image, SampleRepository.Busybox));

        var result = await builder.In(repository).Run("--target=Ship", "--remove-builder");

        Assert.StartsWith($"Cannot build: the builder '{builder.Name}' could not be created: ", result.Message);
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
