using Cake.Core.IO;
using NSubstitute;
using Stevedore.Runs;
using Xunit;

namespace Stevedore.Tests.Docker;

public sealed class EndingProcesses : IDisposable
{
    private readonly CleanUp cleanUp = new();
    private readonly IProcess process = Substitute.For<IProcess>();
    private readonly SemaphoreSlim killed = new(0);

    public EndingProcesses() => process.When(running => running.Kill()).Do(_ => killed.Release());

    public void Dispose()
    {
        process.Dispose();
        cleanUp.Dispose();
        killed.Dispose();
    }

    [Fact]
    public void EndsThemWithTheRun()
    {
        _ = Start(patience: null);

        Assert.Equal(0, killed.CurrentCount);
        cleanUp.Run();

        Assert.Equal(1, killed.CurrentCount);
    }

    [Fact]
    public void LeavesThoseThatUndoSomethingTheirTime()
    {
        cleanUp.Register(() => Start(patience: null));

        cleanUp.Run();
        cleanUp.Run();

        Assert.Equal(0, killed.CurrentCount);
    }

    [Fact]
    public void EndsThoseThatTakeTooLongToUndo()
    {
        var isKilled = false;
        cleanUp.Register(() =>
        {
            _ = Start(TimeSpan.FromMilliseconds(50));
            isKilled = killed.Wait(TimeSpan.FromSeconds(10));
        });

        cleanUp.Run();

        Assert.True(isKilled);
    }

    private IProcess Start(TimeSpan? patience)
    {
        var runner = Substitute.For<IProcessRunner>();
        runner.Start(Arg.Any<FilePath>(), Arg.Any<ProcessSettings>()).Returns(process);
        return new KillableProcessRunner(runner, cleanUp, patience).Start("docker", new());
    }
}
