using Stevedore.LabTests.Engines;
using Xunit;

namespace Stevedore.LabTests.Shipping;

/// <summary>Signals that come while a long step of a build runs.</summary>
public sealed class EndingEarly(LabFixture lab) : IAsyncDisposable
{
    private readonly SampleRepository repository = SampleRepository.WithOneImage("", "RUN echo begins && sleep 600");

    public async ValueTask DisposeAsync()
    {
        // What a killed run left behind. They name the repository's folder, so they are nobody else's.
        HostRun.Signal("KILL", Processes());
        await HostRun.Until(() => Processes().Length == 0);
        repository.Dispose();
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    public async Task EndsDockerAndTakesThePrivateConfigAway(string signal)
    {
        await using var run = await Building();

        run.Signal(signal);
        var result = await run.End();

        Assert.Equal(130, result.ExitCode);
        Assert.Empty(repository.PrivateConfigs);
        Assert.Equal(["docker.log"], repository.Outputs);
        Assert.EndsWith(
            "Cancelled. What was pushed of 'web' by then is in the registries under the commit's tag. No moving tag was set, and no file was written "
                + "for a deployment. Run again: what is there is kept.\n",
            result.StandardError,
            StringComparison.Ordinal
        );
        await HostRun.Until(() => Processes().Length == 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [DependsOnTheEngine]
    public async Task PrintsNoErrorForWhatWasCancelled(bool asATerminalDoes)
    {
        await using var run = await Building();

        // Ctrl-C reaches docker as well, here before the host hears of it.
        HostRun.Signal("INT", asATerminalDoes ? [.. Processes(), run.Id] : [run.Id]);
        var result = await run.End();

        Assert.Equal(130, result.ExitCode);
        Assert.Empty(result.Message);
    }

    [Fact]
    public async Task IsNoMatterToTheNextRunAfterAKill()
    {
        await using (var run = await Building())
        {
            run.Signal("KILL");
            Assert.Equal(137, (await run.End()).ExitCode);
        }

        Assert.Single(repository.PrivateConfigs);
        repository.Dockerfile("web", "RUN echo short").CommitAll();

        (await new BuildHost(lab, repository).Run("--target=Ship")).Succeeds();

        Assert.Empty(repository.PrivateConfigs);
        Assert.Equal([repository.Tag], await new LabRegistry(lab).Tags($"{repository.Name}/web"));
    }

    private async Task<HostRun> Building()
    {
        var run = new BuildHost(lab, repository).Start("--target=Ship");
        await HostRun.Until(() => repository.RunningLog.Contains(" begins\n", StringComparison.Ordinal));
        Assert.NotEmpty(Processes());
        Assert.Single(repository.PrivateConfigs);
        return run;
    }

    /// <summary>docker and docker-buildx of this repository.</summary>
    private int[] Processes() => RunningProcesses.Naming($"{repository.Temporary}/stevedore-run-");
}
