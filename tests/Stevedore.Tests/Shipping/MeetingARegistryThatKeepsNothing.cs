using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Shipping;
using Stevedore.Tests.Registries;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Shipping;

/// <summary>A registry says 201 Created, and has nothing or what it had: whoever deploys by that tag would get no image, or the last one.</summary>
public sealed class MeetingARegistryThatKeepsNothing : IDisposable
{
    private const string Tag = "3f2a91c0";
    private readonly PublishedCase published = new("\"latest\"");
    private readonly List<string> said = [];
    private readonly Lazy<PublishedRun> run;
    private readonly Lazy<ImagePlan> web;

    public MeetingARegistryThatKeepsNothing()
    {
        run = new(() => new(published.Given.Plan(), published.Logins, said.Add));
        web = new(() => published.Given.Plan().Shipped.Single(image => image.Name.Value == "web"));
    }

    private StubRegistry Two => published.Two;

    public void Dispose() => published.Dispose();

    [Fact]
    public async Task RefusesACommitsTagThatDockerHasPushedInVain()
    {
        await run.Value.Look();
        var own = Pushed();

        Assert.Equal($"Cannot ship {Two.Host}/web:{Tag}: {Two.Host} accepts it, and then holds nothing there", await Fault(own));
    }

    [Fact]
    public async Task RefusesACommitsTagThatStillNamesWhatItDid()
    {
        var old = PublishedCase.List(Two, "web", SourceCases.Commit, Tag);
        await run.Value.Look();
        var own = Pushed();

        Assert.Equal($"Cannot ship {Two.Host}/web:{Tag}: {Two.Host} accepts it, and then holds {old} there", await Fault(own));
    }

    [Fact]
    public async Task RefusesAMovingTagThatStillNamesWhatItDid()
    {
        var old = PublishedCase.Image(Two, "web", SourceCases.OtherCommit, tag: "latest");
        await run.Value.Look();
        var own = Pushed();
        PublishedCase.Image(Two, "web", SourceCases.Commit, tag: Tag);
        Two.Lie = (method, path) => method == "PUT" && path.EndsWith("latest", StringComparison.Ordinal) ? (201, [], []) : null;

        Assert.Equal($"Cannot set {Two.Host}/web:latest: {Two.Host} accepts it, and then holds {old} there", await Fault(own));
    }

    [Fact]
    public async Task LeavesAMovingTagThatALaterRunHasSet()
    {
        await run.Value.Look();
        var own = Pushed();
        PublishedCase.Image(Two, "web", SourceCases.Commit, tag: Tag);
        var later = "";
        Two.Lie = (method, path) =>
        {
            if (method == "PUT" && path.EndsWith("latest", StringComparison.Ordinal))
            {
                later = PublishedCase.Image(Two, "web", SourceCases.OtherCommit, tag: "latest");
                return (201, [], []);
            }

            return null;
        };

        await Complete(own);

        Assert.Equal(
            [$"{Two.Host}/web:latest was set to {later} by another run right after this one had set it to {own}, and stays so."],
            said
        );
    }

    [Fact]
    public async Task RefusesACopyThatIsNotThere()
    {
        var own = Pushed();
        await run.Value.Look();
        Two.Lie = (method, path) => method == "PUT" && path.Contains("/manifests/", StringComparison.Ordinal) ? (201, [], []) : null;

        var error = await Assert.ThrowsAnyAsync<StevedoreException>(() =>
            run.Value.Complete(
                ImmutableDictionary<string, Digest>.Empty,
                new ShipDecision.Copy(web.Value, Digest.Parse(own), web.Value.Destinations[0], [web.Value.Destinations[1]])
            )
        );

        Assert.Contains($"{Two.Host} accepts it, and then holds nothing there", error.Message, StringComparison.Ordinal);
    }

    private string Pushed() => PublishedCase.Image(published.One, "web", SourceCases.Commit, tag: Tag);

    private Task Complete(string digest) =>
        run.Value.Complete(ImmutableDictionary<string, Digest>.Empty.Add("web", Digest.Parse(digest)), new ShipDecision.Build(web.Value));

    private async Task<string> Fault(string digest)
    {
        var error = await Assert.ThrowsAnyAsync<StevedoreException>(() => Complete(digest));
        return $"{error.What}: {error.Why}";
    }
}
