using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Releases;
using Stevedore.Shipping;
using Stevedore.Tests.Registries;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Shipping;

/// <summary>Another run sets a tag after this one has looked at it.</summary>
public sealed class RacingForATag : IDisposable
{
    private const string Tag = "3f2a91c0";
    private readonly PublishedCase published = new("\"latest\"");
    private readonly List<string> said = [];
    private readonly Lazy<PublishedRun> run;
    private readonly Lazy<ImagePlan> image;

    public RacingForATag()
    {
        image = new(() => published.Given.Plan().Shipped.Single(image => image.Name.Value == "api"));
        run = new(() => new(published.Given.Plan(), published.Logins, said.Add));
    }

    private StubRegistry Registry => published.One;

    public void Dispose() => published.Dispose();

    [Fact]
    public async Task KeepsThePlatformsThatAMovingTagHasMeanwhile()
    {
        await run.Value.Look();
        var own = PublishedCase.Image(Registry, "api", SourceCases.Commit, tag: Tag);
        var other = PublishedCase.Image(Registry, "api", SourceCases.Commit, "linux/arm64", "latest");

        var error = await Assert.ThrowsAnyAsync<StevedoreException>(() => Complete(own));

        Assert.StartsWith(
            $"Cannot push {Registry.Host}/api:latest: it holds {other} of this commit with linux/arm64, which the push of linux/amd64 would take out of it. ",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(other, Held("latest"));
    }

    [Fact]
    public async Task SaysWhichImageOfAnotherCommitItReplaces()
    {
        await run.Value.Look();
        var own = PublishedCase.Image(Registry, "api", SourceCases.Commit, tag: Tag);
        var other = PublishedCase.Image(Registry, "api", SourceCases.OtherCommit, "linux/arm64", "latest");

        await Complete(own);

        Assert.Equal(own, Held("latest"));
        Assert.Equal(
            [$"{Registry.Host}/api:latest was set to {other} by another run while this one was under way, and is set again."],
            said
        );
    }

    [Fact]
    public async Task FailsWhereItsPlatformsAreTakenOutOfTheCommitsTag()
    {
        await run.Value.Look();
        var own = PublishedCase.Image(Registry, "api", SourceCases.Commit, tag: Tag);
        var other = PublishedCase.Image(Registry, "api", SourceCases.Commit, "linux/arm64", Tag);

        var error = await Assert.ThrowsAnyAsync<StevedoreException>(() => Complete(own));

        var reference = $"{Registry.Host}/api";
        Assert.StartsWith(
            $"Cannot ship {reference}:{Tag}: another run of this commit has pushed {other} to it since, which took linux/amd64 of this run out of it. "
                + $"Put both together with `docker buildx imagetools create --tag {reference}:{Tag} {reference}@{own} {reference}@{other}`. "
                + "Build all platforms of a commit in one run, ",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("api/latest", Registry.Manifests.Keys);
    }

    [Fact]
    public async Task TakesWhatAnotherRunOfTheCommitPushedForTheSamePlatforms()
    {
        await run.Value.Look();
        var own = PublishedCase.Image(Registry, "api", SourceCases.Commit, tag: Tag);
        var other = PublishedCase.List(Registry, "api", SourceCases.Commit, Tag);

        var shipped = Assert.Single(await Complete(own));

        Assert.Equal((other, ShipOutcome.Found), (shipped.Digest.Value, shipped.Outcome));
        Assert.Equal((other, other), (Held(Tag), Held("latest")));
        Assert.Equal(
            [
                $"{Registry.Host}/api:{Tag} holds {other}, which another run of this commit has pushed since; it is taken instead of this run's {own}.",
            ],
            said
        );
    }

    [Fact]
    public async Task TakesWhatAnotherRunPushedWhileTagsWereSet()
    {
        await run.Value.Look();
        var own = PublishedCase.Image(Registry, "api", SourceCases.Commit, tag: Tag);
        string? other = null;
        Registry.Lie = (method, path) =>
        {
            if (method == "PUT" && path.EndsWith("/manifests/latest", StringComparison.Ordinal))
            {
                other ??= PublishedCase.List(Registry, "api", SourceCases.Commit, Tag);
            }

            return null;
        };

        var shipped = Assert.Single(await Complete(own));

        Assert.Equal((other, ShipOutcome.Found), (shipped.Digest.Value, shipped.Outcome));
        Assert.Equal((other, other), (Held(Tag), Held("latest")));
        Assert.Equal(
            [
                $"{Registry.Host}/api:{Tag} holds {other}, which another run of this commit has pushed since; it is taken instead of this run's {own}.",
            ],
            said
        );
    }

    [Fact]
    public async Task SaysThatAnotherCommitHasTheTag()
    {
        await run.Value.Look();
        var own = PublishedCase.Image(Registry, "api", SourceCases.Commit, tag: Tag);
        var other = PublishedCase.Image(Registry, "api", SourceCases.OtherCommit, tag: Tag);

        await Complete(own);

        Assert.Equal([$"{Registry.Host}/api:{Tag} holds {other}, which another run has pushed since: not this run's {own}."], said);
    }

    [Fact]
    public async Task EndsWithOneDigestInEveryRegistry()
    {
        var web = published.Given.Plan().Shipped.Single(image => image.Name.Value == "web");
        await run.Value.Look();
        var own = PublishedCase.Image(published.One, "web", SourceCases.Commit, tag: Tag);
        PublishedCase.Image(published.Two, "web", SourceCases.Commit);
        var other = PublishedCase.List(published.Two, "web", SourceCases.Commit, Tag);

        var shipped = await run.Value.Complete(
            ImmutableDictionary<string, Digest>.Empty.Add("web", Digest.Parse(own)),
            new ShipDecision.Build(web)
        );

        Assert.NotEqual(own, other);
        Assert.Equal((own, ShipOutcome.Built), (shipped[0].Digest.Value, shipped[0].Outcome));
        Assert.Equal(own, Digest.Of(published.Two.Manifests[$"web/{Tag}"].Content).Value);
    }

    [Fact]
    public async Task CopiesNothingOfAnotherRunThatIsNotWhatWasAskedFor()
    {
        var web = published.Given.Plan().Shipped.Single(image => image.Name.Value == "web");
        await run.Value.Look();
        var own = PublishedCase.Image(published.One, "web", SourceCases.Commit);
        PublishedCase.Image(published.Two, "web", SourceCases.Commit, tag: Tag);
        var arm = PublishedCase.Image(published.One, "web", SourceCases.Commit, "linux/arm64");
        var other = PublishedCase.Of(published.One, "web", SourceCases.Commit, Tag, ("linux/amd64", arm));

        var error = await Assert.ThrowsAnyAsync<StevedoreException>(() =>
            run.Value.Complete(ImmutableDictionary<string, Digest>.Empty.Add("web", Digest.Parse(own)), new ShipDecision.Build(web))
        );

        Assert.StartsWith(
            $"The image {published.One.Host}/web@{other} is not what was asked for: ",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(own, Digest.Of(published.Two.Manifests[$"web/{Tag}"].Content).Value);
    }

    [Fact]
    public async Task SaysWhatACopyReplacesThatCameMeanwhile()
    {
        var web = published.Given.Plan().Shipped.Single(image => image.Name.Value == "web");
        var own = PublishedCase.Image(published.One, "web", SourceCases.Commit, tag: Tag);
        await run.Value.Look();
        var other = PublishedCase.Image(published.Two, "web", SourceCases.OtherCommit, tag: Tag);

        await run.Value.Complete(
            ImmutableDictionary<string, Digest>.Empty,
            new ShipDecision.Copy(web, Digest.Parse(own), web.Destinations[0], [web.Destinations[1]])
        );

        Assert.Equal(own, Digest.Of(published.Two.Manifests[$"web/{Tag}"].Content).Value);
        Assert.Equal(
            [
                $"{published.Two.Host}/web:{Tag} was set to {other} by another run while this one was under way, and is set again.",
                $"Copying {published.One.Host}/web:{Tag} to {published.Two.Host}/web.",
            ],
            said
        );
    }

    [Fact]
    public async Task StopsABuildThatWouldTakePlatformsOut()
    {
        using CancellationTokenSource end = new(TimeSpan.FromSeconds(30));
        var stopped = false;
        await run.Value.Look();
        var watch = run.Value.Watch.Watch([image.Value], () => stopped = true, end.Token);
        var other = PublishedCase.Image(Registry, "api", SourceCases.Commit, "linux/arm64", Tag);

        var loss = await watch;

        Assert.True(stopped);
        Assert.StartsWith(
            $"it holds {other} of this commit with linux/arm64, which the push of linux/amd64 would take out of it",
            loss?.Why,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task DoesNotStopForItsOwnImageNorForAnotherCommits()
    {
        using CancellationTokenSource end = new(TimeSpan.FromSeconds(3));
        await run.Value.Look();
        var watch = run.Value.Watch.Watch([image.Value], () => Assert.Fail("stopped"), end.Token);
        PublishedCase.Image(Registry, "api", SourceCases.OtherCommit, "linux/arm64", Tag);
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        PublishedCase.Image(Registry, "api", SourceCases.Commit, tag: Tag);

        Assert.Null(await watch);
    }

    [Fact]
    public async Task LooksNoMoreAtATagThatWasThereBefore()
    {
        PublishedCase.Image(Registry, "api", SourceCases.OtherCommit, tag: Tag);
        await run.Value.Look();
        var asked = Registry.Requests.Length;

        Assert.Null(await run.Value.Watch.Watch([image.Value], () => Assert.Fail("stopped"), TestContext.Current.CancellationToken));

        Assert.Equal(asked, Registry.Requests.Length);
    }

    private Task<ImmutableArray<ShippedImage>> Complete(string digest) =>
        run.Value.Complete(ImmutableDictionary<string, Digest>.Empty.Add("api", Digest.Parse(digest)), new ShipDecision.Build(image.Value));

    private string Held(string tag) => Digest.Of(Registry.Manifests[$"api/{tag}"].Content).Value;
}
