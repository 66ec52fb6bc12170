using Stevedore.Docker;
using Stevedore.Runs;
using Xunit;

namespace Stevedore.Tests.Docker;

public sealed class SharingABuilder : IDisposable
{
    private const string Builder = "stevedore";

    private readonly TemporaryFolder folder = new();
    private readonly List<string> said = [];

    // A lock that nobody holds on to is let go of some time.
    private readonly List<BuilderUse> uses = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task IsUsedByManyAtOnce()
    {
        await Use().Share(Builder, Cancellation);
        await Use().Share(Builder, Cancellation);

        Assert.Empty(said);
    }

    [Fact]
    public async Task IsNotRemovedWhileAnotherRunUsesIt()
    {
        var (one, two) = (Use(), Use());
        await one.Share(Builder, Cancellation);
        await two.Share(Builder, Cancellation);
        var removed = 0;

        Assert.False(one.TryAlone(Builder, () => removed++));
        two.Leave(Builder);
        Assert.True(one.TryAlone(Builder, () => removed++));

        Assert.Equal(1, removed);
    }

    [Fact]
    public async Task IsNotUsedWhileItIsRemoved()
    {
        var (one, two) = (Use(), Use());
        await one.Share(Builder, Cancellation);
        Task? sharing = null;

        one.TryAlone(
            Builder,
            () =>
            {
                sharing = two.Share(Builder, Cancellation);
                Thread.Sleep(200);
                Assert.False(sharing.IsCompleted);
            }
        );

        await sharing!;
    }

    [Fact]
    public async Task IsNotUsedBeforeItIsMade()
    {
        var (one, two) = (Use(), Use());
        await one.Share(Builder, Cancellation);
        Task sharing;
        using (await one.Make(Builder, Cancellation))
        {
            sharing = two.Share(Builder, Cancellation);
            await Task.Delay(800, Cancellation);
            Assert.False(sharing.IsCompleted);
        }

        await sharing;
        Assert.Equal(["Waiting: another run makes the builder 'stevedore'."], said);
    }

    [Fact]
    public async Task IsRestartedOnceNobodyElseBuilds()
    {
        var (one, two) = (Use(), Use());
        await one.Share(Builder, Cancellation);
        await two.Share(Builder, Cancellation);
        var restarting = one.Alone(Builder, () => Task.CompletedTask, Cancellation);
        await Task.Delay(200, Cancellation);
        Assert.False(restarting.IsCompleted);

        two.Leave(Builder);

        await restarting;
        Assert.False(two.TryAlone(Builder, () => { }));
    }

    [Fact]
    public async Task IsWaitedForNoLongerThanThat()
    {
        await Use().Share(Builder, Cancellation);

        var error = await Assert.ThrowsAsync<StevedoreException>(() =>
            Use(TimeSpan.FromMilliseconds(150)).Alone(Builder, () => Task.CompletedTask, Cancellation)
        );

        Assert.Equal(
            "Cannot build: another run builds on the builder 'stevedore', and has not ended within 0 minutes. "
                + "Wait for its end and run again, end it, or set builder.name to another name.",
            error.Message
        );
    }

    [Fact]
    public async Task IsOneOfManyWithNamesOfTheirOwn()
    {
        await Use().Share("one", Cancellation);

        Assert.True(Use().TryAlone("two", () => { }));
        Assert.True(Use().TryAlone("../one", () => { }));
        Assert.False(Use().TryAlone("one", () => { }));
    }

    private BuilderUse Use(TimeSpan? patience = null)
    {
        uses.Add(new(new(() => new MeetingPlace(folder.Path)), said.Add, patience ?? TimeSpan.FromSeconds(30)));
        return uses[^1];
    }
}
