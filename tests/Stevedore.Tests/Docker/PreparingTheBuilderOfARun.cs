using Cake.Core;
using Cake.Core.Diagnostics;
using NSubstitute;
using Stevedore.Docker;
using Stevedore.Planning;
using Stevedore.Shipping;
using Stevedore.Tests.Planning;
using Xunit;

namespace Stevedore.Tests.Docker;

public sealed class PreparingTheBuilderOfARun : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CleanUp cleanUp = new();
    private readonly ICakeContext cake = Substitute.For<ICakeContext>();
    private readonly IDocker docker = Substitute.For<IDocker>();
    private readonly BuilderUse use;
    private readonly BuilderUse others;

    public PreparingTheBuilderOfARun()
    {
        cake.Environment.WorkingDirectory.Returns(folder.Path);
        use = Use();
        others = Use();
    }

    public void Dispose()
    {
        cleanUp.Dispose();
        folder.Dispose();
    }

    private static ShipPlan Plan => PlanCase.Rich.Plan();

    [Fact]
    public async Task MakesAndRemovesTheOneThatIsMissing()
    {
        Lists(Builders.Overlay2);
        docker.Prepare(Arg.Any<BuilderDecision>()).Returns(true);

        var decision = await Preparation().Prepare(Plan, BuildPurpose.Push);
        docker.DidNotReceive().Remove("stevedore");
        cleanUp.Run();

        Assert.Equal("stevedore", decision.Name);
        docker.Received(1).Remove("stevedore");
    }

    [Fact]
    public async Task RemovesTheOneThatItMadeAndThatDidNotGetReady()
    {
        Lists(Builders.Overlay2);
        docker.Prepare(Arg.Any<BuilderDecision>()).Returns<bool>(_ => throw new StevedoreException("Cannot build", "a test", "Wait."));

        await Assert.ThrowsAsync<StevedoreException>(() => Preparation().Prepare(Plan, BuildPurpose.Push));
        cleanUp.Run();

        docker.Received(1).Remove("stevedore");
    }

    [Fact]
    public async Task SaysOnceHowTheOneThatWasThereDiffers()
    {
        Lists([.. Builders.Overlay2, Builders.Named("stevedore")]);
        var preparation = Preparation();

        await preparation.Prepare(Plan, BuildPurpose.Push);
        await preparation.Prepare(Plan, BuildPurpose.Push);

        Assert.Single(cake.Log.ReceivedCalls(), call => call.GetArguments() is [_, LogLevel.Warning, ..]);
    }

    [Fact]
    public async Task TakesTheOneThatSomebodyElseHasMadeMeanwhile()
    {
        Lists(Builders.Overlay2, [.. Builders.Overlay2, Builders.Named("stevedore")]);
        docker.Prepare(Arg.Any<BuilderDecision>()).Returns(false);

        var decision = await Preparation().Prepare(Plan, BuildPurpose.Push);
        cleanUp.Run();

        Assert.Equal(("stevedore", true), (decision.Name, decision.Creations.IsEmpty));
        docker.DidNotReceive().Remove(Arg.Any<string>());
    }

    [Fact]
    public async Task TakesNoneOfAnotherDriverThatSomebodyElseHasMadeMeanwhile()
    {
        Lists(Builders.Overlay2, [.. Builders.Overlay2, Builders.Named("stevedore") with { Driver = "remote" }]);
        docker.Prepare(Arg.Any<BuilderDecision>()).Returns(false);

        var error = await Assert.ThrowsAsync<StevedoreException>(() => Preparation().Prepare(Plan, BuildPurpose.Push));

        Assert.Equal("it has the driver remote, and docker-container is wanted", error.Why);
    }

    [Fact]
    public async Task LeavesTheOneThatWasThere()
    {
        Lists([.. Builders.Overlay2, Builders.Named("stevedore")]);

        await Preparation().Prepare(Plan, BuildPurpose.Push);
        cleanUp.Run();

        docker.DidNotReceive().Remove(Arg.Any<string>());
    }

    [Fact]
    public async Task LeavesTheOneThatAnotherRunBuildsOn()
    {
        Lists(Builders.Overlay2);
        docker.Prepare(Arg.Any<BuilderDecision>()).Returns(true);
        await Preparation().Prepare(Plan, BuildPurpose.Push);
        await others.Share("stevedore", TestContext.Current.CancellationToken);

        cleanUp.Run();

        docker.DidNotReceive().Remove(Arg.Any<string>());
    }

    [Fact]
    public async Task KeepsNobodyFromABuilderThatItDoesNotUse()
    {
        Lists(Builders.Containerd);

        await Preparation().Prepare(Plan, BuildPurpose.Push);

        Assert.True(others.TryAlone("stevedore", () => { }));
    }

    [Fact]
    public async Task KeepsOthersFromRemovingTheOneThatItUses()
    {
        Lists([.. Builders.Overlay2, Builders.Named("stevedore")]);

        await Preparation().Prepare(Plan, BuildPurpose.Push);

        Assert.False(others.TryAlone("stevedore", () => { }));
    }

    [Fact]
    public async Task PreparesOnce()
    {
        Lists(Builders.Overlay2);
        docker.Prepare(Arg.Is<BuilderDecision>(decision => !decision.Creations.IsEmpty)).Returns(true);
        var preparation = Preparation();

        await preparation.Prepare(Plan, BuildPurpose.Push);
        await preparation.Prepare(Plan, BuildPurpose.Push);

        await docker.Received(1).Prepare(Arg.Is<BuilderDecision>(decision => !decision.Creations.IsEmpty));
        await docker.Received(1).ListBuilders();
    }

    [Fact]
    public async Task AwaitsTheListWhereItChooses()
    {
        var list = new TaskCompletionSource<ImmutableArray<Builder>>();
        docker.ListBuilders().Returns(list.Task);
        var preparation = Preparation();

        preparation.BeginListing(Plan);
        var choice = preparation.Choose(Plan, BuildPurpose.Push);
        Assert.False(choice.IsCompleted);
        list.SetResult([.. Builders.Overlay2, Builders.Named("stevedore")]);

        Assert.Equal("stevedore", (await choice).Name);
        await docker.Received(1).ListBuilders();
    }

    private void Lists(ImmutableArray<Builder> first, params ImmutableArray<Builder>[] later) =>
        docker.ListBuilders().Returns(Task.FromResult(first), [.. later.Select(Task.FromResult)]);

    private BuilderPreparation Preparation() => new(cake, docker, use, cleanUp, isRemoved: true);

    private BuilderUse Use() => new(new(() => new(folder.Path)), _ => { }, TimeSpan.FromSeconds(30));
}
