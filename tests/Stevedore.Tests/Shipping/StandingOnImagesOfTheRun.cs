using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Shipping;
using Stevedore.Tests.Planning;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Shipping;

/// <summary>An image that is built on another one of the run: what becomes of it by what becomes of that.</summary>
public sealed class StandingOnImagesOfTheRun
{
    private const string Base = "127.0.0.1:5000/base:3f2a91c0";
    private static readonly Digest Old = Digest.Parse("sha256:" + new string('0', 64));
    private static readonly Digest New = Digest.Parse(PlanCase.Digest);
    private static readonly PlanCase Two = new(
        """
        {
          "images": { "base": {}, "web": { "contexts": { "base": "image:base" } } },
          "registries": { "lan": { "type": "registry", "host": "127.0.0.1:5000" } }
        }
        """
    )
    {
        Dockerfiles =
        {
            ["base"] = "FROM golang:1 AS build\nFROM alpine:3\nCOPY --from=build /app /app\n",
            ["web"] = "FROM node:24 AS pages\nFROM base\nCOPY --from=pages /pages /pages\n",
        },
        BaseDigests = new()
        {
            ["golang:1"] = New,
            ["alpine:3"] = New,
            ["node:24"] = New,
        },
    };

    private static readonly ImagePlan Web = Two.Plan().Images.Last();
    private static readonly PublishedImage Together = new(Shipped.One, SourceCases.Commit)
    {
        Base = new(Base, null),
        Bases = [new("node:24", New), new("golang:1", New), new("alpine:3", New)],
    };

    private static readonly FoundImage Found = new(
        "base",
        new("127.0.0.1:5000", RepositoryName.Parse("base")),
        Shipped.Two,
        [Base],
        [new("alpine:3", New), new("golang:1", New)]
    );

    [Fact]
    public void IsShippedWhereBothWereBuiltTogether() => Assert.Equal(new ShipDecision.Done(Web, Shipped.One), Decide(Together, Found));

    [Fact]
    public void IsBuiltWithItsBase() => Assert.Equal(new ShipDecision.Build(Web), Decide(Together, null));

    [Fact]
    public void IsBuiltAgainWhereTheBaseIsOnOthers() =>
        Assert.Equal(new ShipDecision.Build(Web), Decide(Together, Found with { Bases = [new("alpine:3", Old), new("golang:1", New)] }));

    [Fact]
    public void IsShippedWhereItWasBuiltOnThisBase() =>
        Assert.IsType<ShipDecision.Done>(Decide(Together with { Bases = [new(Base, Shipped.Two), new("alpine:3", Old)] }, Found));

    [Fact]
    public void IsBuiltAgainWhereItWasBuiltOnAnotherBuildOfTheBase() =>
        Assert.Equal(new ShipDecision.Build(Web), Decide(Together with { Bases = [new(Base, Old), .. Together.Bases] }, Found));

    [Fact]
    public void StaysUnderATagThatCannotChangeAndIsSaid()
    {
        Assert.Equal(
            new ShipDecision.Done(Web, Shipped.One)
            {
                Note = "'web' stays as it is, since its tag cannot change, although this run builds 'base' again.",
            },
            Decide(Together, null, isImmutable: true)
        );
        Assert.Equal(
            $"'web' stays as it is, since its tag cannot change, although it was built on 'base' as {Old}, and that is {Shipped.Two}.",
            Decide(Together with { Bases = [new(Base, Old)] }, Found, isImmutable: true).Note
        );
        Assert.Equal(
            $"'web' stays as it is, since its tag cannot change, although it was built with alpine:3 as {New}, and 'base' with {Old}.",
            Decide(Together, Found with { Bases = [new("alpine:3", Old)] }, isImmutable: true).Note
        );
    }

    [Fact]
    public void IsDoneWithoutALookOnlyWhereNothingIsStale()
    {
        ExistingTag[] there = [new(Web.Destinations[0], Together, null)];

        Assert.True(ShipDecisions.IsDone(Web, SourceCases.Main, [.. there], rebuild: false, Bases(Found)));
        Assert.False(ShipDecisions.IsDone(Web, SourceCases.Main, [.. there], rebuild: false, Bases(null)));
    }

    [Fact]
    public void TakesAFoundBaseFromItsRegistry()
    {
        var web = Two.Plan()
            .On(new Dictionary<string, FoundImage> { ["base"] = Found with { Bases = [new("alpine:3", Old)] } })
            .Images.Last();

        Assert.Equal([new("base", $"docker-image://127.0.0.1:5000/base@{Shipped.Two}")], web.Contexts);
        Assert.Equal(
            [
                new("org.opencontainers.image.base.name", Base),
                new("org.opencontainers.image.base.digest", Shipped.Two.Value),
                new("stevedore.bases", $"node:24@{New} alpine:3@{Old}"),
            ],
            web.Labels.TakeLast(3)
        );
    }

    [Fact]
    public void SaysWhatItIsMadeFromThroughABaseThatIsBuilt()
    {
        Assert.Equal([new("base", "target:base")], Web.Contexts);
        Assert.Equal(
            [new("org.opencontainers.image.base.name", Base), new("stevedore.bases", $"node:24@{New} golang:1@{New} alpine:3@{New}")],
            Web.Labels.TakeLast(2)
        );
    }

    [Fact]
    public void ReadsBackWhatItSaid()
    {
        var labels = Web.Labels.ToDictionary();

        Assert.Equal(new BaseImage(Base, null), ImageLabels.ReadBase(labels));
        Assert.Equal(Together.Bases, ImageLabels.ReadBases(labels));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a b@ @sha256:1 c@sha256:1")]
    public void ReadsNothingOutOfOtherLabels(string text) =>
        Assert.Empty(ImageLabels.ReadBases(new Dictionary<string, string> { ["stevedore.bases"] = text }));

    private static ShipDecision Decide(PublishedImage there, FoundImage? standsOn, bool isImmutable = false) =>
        ShipDecisions.Decide(Web, SourceCases.Main, [new(Web.Destinations[0], there, isImmutable)], rebuild: false, Bases(standsOn));

    private static Dictionary<string, FoundImage?> Bases(FoundImage? standsOn) => new() { ["base"] = standsOn };
}
