using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Shipping;
using Stevedore.Source;
using Stevedore.Tests.Planning;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Shipping;

/// <summary>One run a platform, for the same commit: each push would replace the tag of the one before.</summary>
public sealed class KeepingPlatformsOfATag
{
    private const string Advice =
        "Build all platforms of a commit in one run, with builder.nodes for native machines, or give each platform's run a tag of its own, "
        + "such as STEVEDORE__TAGS={sha:8}-arm64.";

    private static readonly ImagePlan Both = (PlanCase.Rich with { Images = ["base"] }).Plan().Images.Single();
    private static readonly ImagePlan Arm = Both with { Platforms = Platforms("linux/arm64") };
    private static readonly string Ecr = Both.Destinations[0].Reference.At(Both.CommitTag);
    private static readonly string Lan = Both.Destinations[1].Reference.At(Both.CommitTag);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RefusesToTakeAPlatformOutOfTheTag(bool rebuild) =>
        Assert.Equal(
            $"Cannot push {Ecr}: it holds {Shipped.One} of this commit with linux/amd64, which the push of linux/arm64 would take out of it. "
                + Advice
                + " Where linux/amd64 is no longer wanted, delete the tag first.",
            Fault(Arm, There("linux/amd64"), There("linux/amd64"), rebuild: rebuild)
        );

    [Fact]
    public void RefusesWhereOnlyOneRegistryWouldLoseIt() =>
        Assert.Equal(
            $"Cannot push {Lan}: it holds {Shipped.One} of this commit with linux/amd64, linux/386, which the push of linux/arm64 would take out "
                + $"of it. {Advice} Where linux/amd64, linux/386 is no longer wanted, delete the tag first.",
            Fault(Arm, null, There("linux/amd64 linux/386 linux/arm64/v8"), rebuild: true)
        );

    [Fact]
    public void RefusesToCopyOverAPlatform() =>
        Assert.StartsWith(
            $"Cannot push {Lan}: it holds {Shipped.Two} of this commit with linux/amd64, which the push of linux/arm64 would take out of it. ",
            Fault(Arm, There("linux/arm64"), There("linux/amd64 linux/arm64") with { Digest = Shipped.Two }, isImmutable: true),
            StringComparison.Ordinal
        );

    [Fact]
    public void GivesTheSameAdviceWhereTagsAreImmutable() =>
        Assert.Equal(
            $"Cannot push {Ecr}: its repository has immutable tags, and what it holds, {Shipped.One} with linux/amd64, lacks linux/arm64. "
                + Advice.Replace("arm64", "amd64", StringComparison.Ordinal),
            Fault(Both, There("linux/amd64"), null, isImmutable: true)
        );

    [Fact]
    public void BuildsAgainForMorePlatforms() =>
        Assert.Equal(new ShipDecision.Build(Both), Decide(Both, There("linux/amd64"), There("linux/amd64")));

    [Fact]
    public void FindsFewerPlatformsShipped() =>
        Assert.Equal(
            new ShipDecision.Done(Arm, Shipped.One),
            Decide(Arm, There("linux/amd64 linux/arm64"), There("linux/amd64 linux/arm64"))
        );

    [Fact]
    public void RebuildsTheSamePlatforms() =>
        Assert.Equal(new ShipDecision.Build(Arm), Decide(Arm, There("linux/arm64/v8"), There("linux/arm64"), rebuild: true));

    [Fact]
    public void ReplacesTheImageOfAnotherCommit() =>
        Assert.Equal(
            new ShipDecision.Build(Arm),
            Decide(Arm, There("linux/amd64") with { Revision = SourceCases.OtherCommit }, There("linux/amd64") with { Revision = "other" })
        );

    [Fact]
    public void ReplacesWhatSaysNoPlatform() =>
        Assert.Equal(new ShipDecision.Build(Arm), Decide(Arm, There(""), There("") with { Platforms = null, Revision = null }));

    [Fact]
    public void SaysWhatAChangedTreeReplaces()
    {
        var changed = SourceCases.Main with { IsDirty = true };
        var image = (PlanCase.Rich with { Images = ["base"], Source = changed }).Plan().Images.Single() with { Platforms = Arm.Platforms };

        var build = Decide(image, There("linux/amd64") with { Revision = SourceCases.Commit + "-dirty" }, null, source: changed);

        Assert.Equal(
            $"{Ecr}-dirty holds linux/amd64, which the push of linux/arm64 takes out of it: nothing tells whether it is of the same source.",
            Assert.IsType<ShipDecision.Build>(build).Note
        );
    }

    [Fact]
    public void SaysWhatIsReplacedWhereNoCommitIsKnown() =>
        Assert.Equal(
            $"{Ecr} holds linux/amd64, which the push of linux/arm64 takes out of it: nothing tells whether it is of the same source.",
            Assert
                .IsType<ShipDecision.Build>(
                    Decide(Arm, There("linux/amd64") with { Revision = null }, There("linux/arm64"), source: SourceCases.Unknown)
                )
                .Note
        );

    [Fact]
    public void RefusesToTakeAPlatformOutOfAMovingTag() =>
        Assert.StartsWith(
            $"Cannot push {Lan[..Lan.LastIndexOf(':')]}:latest: it holds {Shipped.One} of this commit with linux/amd64, "
                + "which the push of linux/arm64 would take out of it. ",
            Assert.Throws<StevedoreException>(() => Move(new ShipDecision.Build(Arm), There("linux/amd64"))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void RefusesToTakeItOutByAnImageThatIsThereAlready() =>
        Assert.Throws<StevedoreException>(() => Move(new ShipDecision.Done(Arm, Shipped.Two), There("linux/amd64")));

    [Fact]
    public void MovesTagsToWhatHasAsManyPlatforms() =>
        Move(new ShipDecision.Done(Arm, Shipped.One), There("linux/amd64"), There("linux/amd64 linux/arm64"));

    [Fact]
    public void MovesTagsOnFromAnotherCommit() =>
        Move(new ShipDecision.Build(Arm), There("linux/amd64") with { Revision = SourceCases.OtherCommit });

    private static void Move(ShipDecision decision, PublishedImage latest, PublishedImage? there = null) =>
        PlatformLoss.OfMovingTags(
            decision,
            SourceCases.Main,
            new(
                [new(Arm.Destinations[0], there ?? There("linux/arm64") with { Digest = Shipped.Two }, false)],
                [new(Arm.Destinations[1], ImageTag.Parse("latest"), latest)]
            )
        );

    private static ImmutableArray<Platform> Platforms(string names) =>
        [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Platform.Parse)];

    private static PublishedImage There(string platforms) => new(Shipped.One, SourceCases.Commit) { Platforms = Platforms(platforms) };

    private static string Fault(
        ImagePlan image,
        PublishedImage? ecr,
        PublishedImage? lan,
        bool isImmutable = false,
        bool rebuild = false
    ) => Assert.Throws<StevedoreException>(() => Decide(image, ecr, lan, isImmutable, rebuild)).Message;

    private static ShipDecision Decide(
        ImagePlan image,
        PublishedImage? ecr,
        PublishedImage? lan,
        bool isImmutable = false,
        bool rebuild = false,
        SourceFacts? source = null
    ) =>
        ShipDecisions.Decide(
            image,
            source ?? SourceCases.Main,
            [new(image.Destinations[0], ecr, isImmutable), new(image.Destinations[1], lan, null)],
            rebuild
        );
}
