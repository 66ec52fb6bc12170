using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Planning.Dockerfiles;
using Stevedore.Shipping;
using Stevedore.Tests.Planning;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Shipping;

/// <summary>With --refresh, what is shipped follows the images that it stands on.</summary>
public sealed class FollowingBases : IDisposable
{
    private const string Tag = "3f2a91c0";
    private static readonly Digest Now = Digest.Parse(PlanCase.Digest);
    private readonly PublishedCase published = new("\"latest\"");

    public FollowingBases() =>
        published.Given = published.Given with
        {
            Images = ["api"],
            Dockerfiles = new() { ["api"] = "FROM base:1\n" },
        };

    public void Dispose() => published.Dispose();

    [Fact]
    public async Task BuildsAgainWhatDoesNotSayThatItStandsOnThem()
    {
        PublishedCase.Image(published.One, "api", SourceCases.Commit, tag: Tag);

        Assert.Equal(["api"], await Refreshed(Now));
    }

    [Fact]
    public async Task LeavesWhatIsOfAnotherCommit()
    {
        PublishedCase.Image(published.One, "api", SourceCases.OtherCommit, tag: Tag);

        Assert.Empty(await Refreshed(null));
    }

    [Fact]
    public async Task FailsWhereNobodyTellsWhatTheyAreNow()
    {
        PublishedCase.Image(published.One, "api", SourceCases.Commit, tag: Tag);

        var error = await Assert.ThrowsAsync<StevedoreException>(() => Refreshed(null));

        Assert.Equal(
            "Cannot tell whether 'api' has to be built again: what base:1 is now is not known, and it stands on that. "
                + "Run again once its registry answers and has it, or without --refresh.",
            error.Message
        );
    }

    [Fact]
    public void SaysWhatItTakesBackWhereItIsNotAskedFor()
    {
        var plan = published.Given.Plan();
        var image = plan.Shipped.Single();
        var place = image.Destinations[0];
        ExistingTags Held(string revision) =>
            new(
                [new(place, new(Shipped.One, SourceCases.Commit), null)],
                [new(place, ImageTag.Parse("latest"), new(Shipped.Two, revision))]
            );
        string? Note(string revision) =>
            ShipDecisions
                .For(plan, new Dictionary<string, ExistingTags> { ["api"] = Held(revision) }, rebuild: false)
                .Images.Single()
                .Decision.Note;

        Assert.Equal(
            $"{place.Reference.Name}:latest is {Shipped.Two}, another build of this commit such as --refresh makes, and is set back to {Shipped.One}.",
            Note(SourceCases.Commit)
        );
        Assert.Null(Note(SourceCases.OtherCommit));
    }

    private async Task<IEnumerable<string>> Refreshed(Digest? now)
    {
        published.Given = published.Given with { BaseDigests = now is null ? [] : new() { ["base:1"] = now } };
        var inputs = await ShipFacts.FindRefreshed(
            new()
            {
                Settings = published.Given.Settings,
                Source = published.Given.Source,
                Dockerfiles = ImmutableDictionary<string, Dockerfile>.Empty,
            },
            published.Given.Plan(),
            new(published.Logins, TestContext.Current.CancellationToken)
        );
        return inputs.Refreshed;
    }
}
