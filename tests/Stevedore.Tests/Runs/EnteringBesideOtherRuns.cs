using Stevedore.Runs;
using Xunit;

namespace Stevedore.Tests.Runs;

public sealed class EnteringBesideOtherRuns : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> said = [];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("/a/artifacts", "", "/b/artifacts", "", null)]
    [InlineData("/a/artifacts", "/a/app", "/a/other", "/a/app", null)]
    [InlineData("/a/artifacts", "", "/a/artifacts", "", "uses the output folder /a/artifacts")]
    [InlineData("/a/artifacts", "", "/a/artifacts/x", "", null)]
    [InlineData("/a/artifacts", "", "/out", "/a", "builds from a folder that holds the output folder /a/artifacts")]
    [InlineData("/a", "", "/out", "/a", "builds from a folder that holds the output folder /a")]
    [InlineData("/out", "/c /a", "/a/artifacts", "", "writes to /a/artifacts, which this run builds from")]
    [InlineData("/out", "/a/b", "/a/artifacts", "", null)]
    public void IsHinderedByWhoeverReadsOrWritesTheSame(
        string output,
        string contexts,
        string otherOutput,
        string otherContexts,
        string? obstacle
    ) => Assert.Equal(obstacle, Claim(output, contexts).Obstacle(Claim(otherOutput, otherContexts)));

    [Theory]
    [InlineData("one", "one", false)]
    [InlineData("one", "two", true)]
    [InlineData(null, "two", true)]
    [InlineData("one", null, false)]
    [InlineData(null, null, false)]
    public void WouldReplaceWhatAnotherRunIsToDeploy(string? ships, string? other, bool replaces) =>
        Assert.Equal(replaces, (Claim("/a") with { Ships = ships }).WouldReplace(Claim("/a") with { Ships = other }));

    [Theory]
    [InlineData("one", "one", true)]
    [InlineData("one", "two", false)]
    [InlineData(null, null, false)]
    public void WritesAgainWhatAnotherRunIsToDeploy(string? ships, string? other, bool repeats) =>
        Assert.Equal(repeats, (Claim("/a") with { Ships = ships }).Repeats(Claim("/a") with { Ships = other }));

    [Fact]
    public void ReplacesAndRepeatsNothingInAnotherFolder()
    {
        Assert.False((Claim("/a") with { Ships = "one" }).WouldReplace(Claim("/b") with { Ships = "two" }));
        Assert.False((Claim("/a") with { Ships = "one" }).Repeats(Claim("/b") with { Ships = "one" }));
    }

    [Fact]
    public void NamesARunOfAnotherUserInPlainText() =>
        Assert.Equal("run 4711 of eve (since 2026-11-26 10:11:12Z)", (Claim("/a") with { Process = 4711, User = "eve\u001b[2J\n" }).Name);

    [Fact]
    public async Task EntersAtOnceWhereNobodyIsInTheWay()
    {
        using var other = await Enter(Claim("/a/artifacts"));
        using var held = await Enter(Claim("/b/artifacts"));

        Assert.Empty(said);
        Assert.Equal(2, Directory.GetFiles(folder.Path, "*.run").Length);
    }

    [Fact]
    public async Task WaitsForTheEndOfAnotherRunAndSaysSoOnce()
    {
        var first = Claim("/a") with { Ships = "one" };
        var other = await Enter(first);
        var waiting = Register().Enter(Claim("/a") with { Process = 2, Ships = "one" }, said.Add, TestContext.Current.CancellationToken);
        await Task.Delay(400, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        other.Dispose();

        var (held, awaited) = await waiting;
        Assert.Equal(["Waiting for run 1 of me (since 2026-11-26 10:11:12Z), which uses the output folder /a."], said);
        Assert.True(Assert.Single(awaited).IsSameRun(first));
        held.Dispose();
        Assert.Empty(Directory.GetFiles(folder.Path, "*.run"));
    }

    [Fact]
    public async Task IsRefusedWhereItWouldReplaceAnotherRelease()
    {
        using var other = await Enter(Claim("/a") with { Ships = "web:1-prod" });

        var error = await Assert.ThrowsAsync<StevedoreException>(() => Enter(Claim("/a") with { Process = 2, Ships = "web:1-stag" }));

        Assert.Equal(
            "Cannot use the output folder /a: run 1 of me (since 2026-11-26 10:11:12Z) is writing the files of another release to it, which this one would "
                + "replace before they are deployed. Run again after that, or name another folder with --output=<folder>.",
            error.Message
        );
    }

    [Theory]
    [InlineData("one")]
    [InlineData("two")]
    public async Task DoesNotWaitForTheRunThatWaitsForIt(string ships)
    {
        using var other = await Enter(Claim("/a") with { Ships = "one" });

        var error = await Assert.ThrowsAsync<StevedoreException>(() =>
            Enter(Claim("/a") with { Process = 2, Ships = ships, Origin = new(["9-9", Claim("/a").Mark], []) })
        );

        Assert.Equal(
            "Cannot use the output folder /a: run 1 of me (since 2026-11-26 10:11:12Z), which has started this one and waits for it, uses the output folder /a. "
                + "Let the outer run do this, start this one after its end, or name another folder with --output=<folder> that neither of the two builds from.",
            error.Message
        );
        Assert.Empty(said);
    }

    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(1, 2, true)]
    [InlineData(1, 60, false)]
    [InlineData(3, 0, false)]
    public void IsStartedByAProcessAbove(int process, int secondsLater, bool isPart) =>
        Assert.Equal(
            isPart,
            (Claim("/a") with { Process = 2, Origin = new([], [(process, Claim("/a").Since.AddSeconds(secondsLater))]) }).IsPartOf(
                Claim("/a")
            )
        );

    [Fact]
    public void IsNoPartOfItself() => Assert.False((Claim("/a") with { Origin = new([Claim("/a").Mark], []) }).IsPartOf(Claim("/a")));

    [Fact]
    public async Task GivesUpAfterItsTime()
    {
        using var other = await Enter(Claim("/a"));

        var error = await Assert.ThrowsAsync<StevedoreException>(() =>
            Register(TimeSpan.FromMilliseconds(150))
                .Enter(Claim("/a") with { Process = 2 }, said.Add, TestContext.Current.CancellationToken)
        );

        Assert.Equal("run 1 of me (since 2026-11-26 10:11:12Z) uses the output folder /a, and has not ended within 0 minutes", error.Why);
        Assert.Equal("Wait for its end and run again, end it, or name another folder with --output=<folder>.", error.Fix);
    }

    [Fact]
    public async Task IsCancelledWhileItWaits()
    {
        using var other = await Enter(Claim("/a"));
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(150));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Register().Enter(Claim("/a") with { Process = 2 }, said.Add, cancellation.Token)
        );
    }

    [Fact]
    public async Task DoesNotWaitWhereItOnlyTries()
    {
        using var other = await Enter(Claim("/a"));

        Assert.Null(await Register().TryEnter(Claim("/a") with { Process = 2 }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TakesARunForEndedWhoseLockIsGone()
    {
        await File.WriteAllBytesAsync(folder.File("left.run"), Claim("/a").Render(), TestContext.Current.CancellationToken);

        using var held = await Enter(Claim("/a") with { Process = 2 });

        Assert.Empty(said);
        Assert.False(File.Exists(folder.File("left.run")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"Process":1,"User":null,"Since":"2026-11-26T10:11:12Z","Output":"/a","Contexts":[]}""")]
    [InlineData("""{"Process":1,"User":"me","Since":"2026-11-26T10:11:12Z","Output":"","Contexts":[]}""")]
    [InlineData("""{"Process":1,"User":"me","Since":"2026-11-26T10:11:12Z","Output":"/a","Contexts":["/b\u0000c"]}""")]
    [InlineData("""{"Process":99999999999,"User":"me","Since":"2026-11-26T10:11:12Z","Output":"/a","Contexts":[]}""")]
    [InlineData("""{"Process":1,"User":"me","Since":"today","Output":"/a","Contexts":[]}""")]
    [InlineData("""{"Process":1,"User":"me","Since":"2026-11-26T10:11:12Z","Output":"/a","Contexts":null}""")]
    public async Task PassesOverWhatIsNoRuns(string content)
    {
        await File.WriteAllTextAsync(folder.File("other.run"), content, TestContext.Current.CancellationToken);
        using var locked = new FileStream(folder.File("other.run"), FileMode.Open, FileAccess.ReadWrite, FileShare.Read);

        using var held = await Enter(Claim("/a"));

        Assert.Empty(said);
    }

    [Fact]
    public async Task LetsOneOfManyInAtATime()
    {
        var (inside, most) = (0, 0);
        await Task.WhenAll(
            Enumerable
                .Range(1, 8)
                .Select(number =>
                    Task.Run(async () =>
                    {
                        using var held = await Enter(Claim("/a") with { Process = number });
                        most = Math.Max(most, Interlocked.Increment(ref inside));
                        await Task.Delay(20);
                        Interlocked.Decrement(ref inside);
                    })
                )
        );

        Assert.Equal(1, most);
    }

    private static RunClaim Claim(string output, string contexts = "") =>
        new()
        {
            Process = 1,
            User = "me",
            Since = new(2026, 11, 26, 10, 11, 12, TimeSpan.Zero),
            Output = output,
            Contexts = [.. contexts.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
        };

    private async Task<IDisposable> Enter(RunClaim claim) =>
        (await Register().Enter(claim, Say, TestContext.Current.CancellationToken)).Held;

    private void Say(string text)
    {
        lock (said)
        {
            said.Add(text);
        }
    }

    private RunRegister Register(TimeSpan? patience = null) => new(new(folder.Path), patience ?? TimeSpan.FromSeconds(30));
}
