using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Shipping;
using Stevedore.Source;
using Stevedore.Tests.Planning;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Shipping;

public sealed class DecidingWhatIsLeft
{
    private const string Reference = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/acme/base:3f2a91c0";
    private static readonly Digest Alpine = Digest.Parse(PlanCase.Digest);
    private static readonly ImagePlan Image = (
        PlanCase.Rich with
        {
            Images = ["base"],
            BaseDigests = new() { ["alpine:3.22"] = Alpine },
        }
    ).Plan().Images.Single();
    private static readonly ImagePlan Refreshed = Image with { IsRefreshed = true };
    private static readonly ImagePlan Pinned = Image with
    {
        Foreign = [new($"alpine:3.22@{Alpine}", Alpine) { IsPinned = true }],
        Origins = [new($"alpine:3.22@{Alpine}", Alpine) { IsPinned = true }],
    };

    private static readonly PublishedImage Same = new(Shipped.One, SourceCases.Commit) { Bases = [new("alpine:3.22", Alpine)] };
    private static readonly PublishedImage OnOther = Same with { Bases = [new("alpine:3.22", Shipped.Two)] };

    [Fact]
    public void BuildsWhatIsNowhere() => Assert.Equal(new ShipDecision.Build(Image), Decide(null, null));

    [Fact]
    public void IsDoneWhenEveryRegistryHasIt() => Assert.Equal(new ShipDecision.Done(Image, Shipped.One), Decide(Same, Same));

    [Fact]
    public void IsDoneInImmutableRepositoriesToo() =>
        Assert.Equal(new ShipDecision.Done(Image, Shipped.One), Decide(Same, Same, isImmutable: true));

    [Fact]
    public void CopiesWhatSomeRegistriesHave()
    {
        var copy = Assert.IsType<ShipDecision.Copy>(Decide(null, Same, isImmutable: true));

        Assert.Equal((Shipped.One, "lan"), (copy.Digest, copy.From.Registry));
        Assert.Equal(["ecr"], copy.To.Select(destination => destination.Registry));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void IsDoneAlthoughABaseMovedAndSaysSo(bool isImmutable) =>
        Assert.Equal(
            new ShipDecision.Done(Image, Shipped.One)
            {
                Note =
                    $"alpine:3.22, which 'base' was built from, has moved since: it was {Shipped.Two} and is {Alpine}. "
                    + "The commit is shipped all the same; --refresh builds it again under a tag with {base:8}.",
            },
            Decide(OnOther, OnOther, isImmutable)
        );

    [Fact]
    public void CopiesAlthoughABaseMoved() => Assert.IsType<ShipDecision.Copy>(Decide(null, OnOther, isImmutable: true));

    [Fact]
    public void BuildsAgainWhatAMovedBaseIsToBeFollowedIn() =>
        Assert.Equal(new ShipDecision.Build(Refreshed), Decide(OnOther, OnOther, image: Refreshed));

    [Fact]
    public void IsDoneWhereWhatIsToBeFollowedHasNotMoved() =>
        Assert.Equal(new ShipDecision.Done(Refreshed, Shipped.One), Decide(Same, Same, image: Refreshed));

    [Fact]
    public void SaysThatATagCannotTellWhatStandsOnNothing()
    {
        var scratch = Refreshed with { Base = null, Under = null };

        Assert.Equal(
            $"Cannot push {Reference}: its repository has immutable tags, and it holds {Shipped.One}, made from alpine:3.22 as {Shipped.Two}, while that is now {Alpine}. "
                + "Commit again for a tag of its own: its last stage stands on no image, so that {base:8} cannot tell one build from the next.",
            Assert.Throws<StevedoreException>(() => Decide(OnOther, OnOther, isImmutable: true, image: scratch)).Message
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SaysThatATagWithTheBaseCannotTellEveryBuildFromTheNext(bool rebuild) =>
        Assert.EndsWith(
            ". Commit again for a tag of its own: {base:8} is in it already, and tells only what the last stage stands on.",
            Assert
                .Throws<StevedoreException>(() => Decide(OnOther, OnOther, isImmutable: true, rebuild: rebuild, image: Refreshed))
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void IsDoneWhereItStandsOnTheDigestThatIsNamed() =>
        Assert.Equal(new ShipDecision.Done(Pinned, Shipped.One), Decide(Same, Same, image: Pinned));

    [Fact]
    public void BuildsAgainOnAnotherDigestThatIsNamed() =>
        Assert.Equal(new ShipDecision.Build(Pinned), Decide(OnOther, OnOther, image: Pinned));

    [Fact]
    public void BuildsAgainWhatDoesNotSayWhatItStandsOn() =>
        Assert.Equal(new ShipDecision.Build(Pinned), Decide(Same with { Bases = [] }, Same, image: Pinned));

    [Fact]
    public void BuildsAgainForAnotherRevision() =>
        Assert.Equal(new ShipDecision.Build(Image), Decide(Same with { Revision = "other" }, Same));

    [Fact]
    public void BuildsAgainWhenTheRegistriesDiffer() =>
        Assert.Equal(new ShipDecision.Build(Image), Decide(Same, Same with { Digest = Shipped.Two }));

    [Fact]
    public void BuildsAgainWhenAsked() => Assert.Equal(new ShipDecision.Build(Image), Decide(Same, Same, rebuild: true));

    [Fact]
    public void IsNeverDoneWithAChangedTree() =>
        Assert.Equal(new ShipDecision.Build(Image), Decide(Same, Same, source: SourceCases.Main with { IsDirty = true }));

    [Fact]
    public void IsNeverDoneWithoutAKnownCommit() =>
        Assert.Equal(
            new ShipDecision.Build(Image),
            Decide(Same with { Revision = null }, Same with { Revision = null }, source: SourceCases.Unknown)
        );

    [Fact]
    public void IsDoneWhereTheBaseIsNotKnown() =>
        Assert.IsType<ShipDecision.Done>(
            ShipDecisions.Decide(
                Image with
                {
                    Origins = [new("alpine:3.22", null)],
                },
                SourceCases.Main,
                Tags(Same, Same, false),
                rebuild: false
            )
        );

    [Fact]
    public void NamesBothCommitsInTheWayOfAnImmutableTag() =>
        Assert.Equal(
            $"Cannot push {Reference}: its repository has immutable tags, and it holds {Shipped.One} of commit {SourceCases.OtherCommit}, "
                + $"not of {SourceCases.Commit}. Commit again for a tag of its own, or put {{base:8}} into the tag so that a new base makes a new tag.",
            Fault(Same with { Revision = SourceCases.OtherCommit }, null)
        );

    [Fact]
    public void NamesBothBasesInTheWayOfAnImmutableTag() =>
        Assert.Contains(
            $"it holds {Shipped.One}, made from alpine:3.22 as {Shipped.Two}, while that is now {Alpine}. ",
            Fault(OnOther, null, image: Pinned),
            StringComparison.Ordinal
        );

    [Fact]
    public void NamesBothDigestsOfRegistriesThatDiffer() =>
        Assert.Equal(
            $"Cannot push {Reference}: the registries hold different digests under it (ecr: {Shipped.One}, lan: {Shipped.Two}). "
                + "Delete the tag where it is wrong, or commit again.",
            Assert
                .Throws<StevedoreException>(() =>
                    ShipDecisions.Decide(
                        Image,
                        SourceCases.Main,
                        [new(Image.Destinations[0], Same, true), new(Image.Destinations[1], Same with { Digest = Shipped.Two }, true)],
                        rebuild: false
                    )
                )
                .Message
        );

    [Fact]
    public void CopiesASettledDigestOverWhatAPushLeftThatWasCutOff()
    {
        var copy = Assert.IsType<ShipDecision.Copy>(Decide(Same, Same with { Digest = Shipped.Two }, isImmutable: true));

        Assert.Equal((Shipped.One, "ecr"), (copy.Digest, copy.From.Registry));
        Assert.Equal(["lan"], copy.To.Select(destination => destination.Registry));
    }

    [Fact]
    public void BuildsAgainWhatLacksAPlatform() =>
        Assert.Equal(new ShipDecision.Build(Image), Decide(Same with { Platforms = [Platform.Parse("linux/amd64")] }, Same));

    [Theory]
    [InlineData("linux/amd64 linux/arm64/v8", true)]
    [InlineData("linux/arm64", false)]
    [InlineData("", false)]
    public void KnowsWhatPlatformsAreThere(string there, bool expected) =>
        Assert.Equal(
            expected,
            (Same with { Platforms = [.. there.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Platform.Parse)] }).Has(
                Image.Platforms
            )
        );

    [Fact]
    public void CannotRebuildAnImmutableTag() =>
        Assert.StartsWith(
            $"Cannot push {Reference}: its repository has immutable tags, and it holds {Shipped.One}. ",
            Fault(Same, Same, rebuild: true),
            StringComparison.Ordinal
        );

    [Fact]
    public void CannotTellWithoutAKnownCommit() =>
        Assert.StartsWith(
            $"Cannot push {Reference}: its repository has immutable tags, it holds {Shipped.One}, and no commit is known to tell whether that is the same. ",
            Fault(Same with { Revision = null }, null, SourceCases.Unknown),
            StringComparison.Ordinal
        );

    private static string Fault(
        PublishedImage? ecr,
        PublishedImage? lan,
        SourceFacts? source = null,
        bool rebuild = false,
        ImagePlan? image = null
    ) => Assert.Throws<StevedoreException>(() => Decide(ecr, lan, isImmutable: true, rebuild, source, image)).Message;

    private static ShipDecision Decide(
        PublishedImage? ecr,
        PublishedImage? lan,
        bool isImmutable = false,
        bool rebuild = false,
        SourceFacts? source = null,
        ImagePlan? image = null
    ) => ShipDecisions.Decide(image ?? Image, source ?? SourceCases.Main, Tags(ecr, lan, isImmutable), rebuild);

    private static ImmutableArray<ExistingTag> Tags(PublishedImage? ecr, PublishedImage? lan, bool isImmutable) =>
        [new(Image.Destinations[0], ecr, isImmutable), new(Image.Destinations[1], lan, null)];
}
