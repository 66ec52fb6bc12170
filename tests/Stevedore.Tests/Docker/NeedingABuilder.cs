using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Tests.Planning;
using Xunit;

namespace Stevedore.Tests.Docker;

public sealed class NeedingABuilder
{
    private const string Plain = """{ "images": { "web": {} }, "attestations": { "provenance": "none" } }""";
    private static readonly Platform Machine = Platform.Parse("linux/arm64");

    [Fact]
    public void AsksForEveryPlatformOfEveryImage()
    {
        var needs = BuilderNeeds.Of(PlanCase.Rich.Plan(), BuildPurpose.Push, Machine);

        Assert.Equal(["linux/amd64", "linux/arm64"], needs.Platforms.Select(platform => platform.ToString()));
        Assert.True(needs.Complete);
        Assert.Equal(["several platforms at once", "attestations"], needs.Reasons);
    }

    [Fact]
    public void AsksForNoAttestationsWhereNothingIsPushed() =>
        Assert.Equal(["several platforms at once"], BuilderNeeds.Of(PlanCase.Rich.Plan(), BuildPurpose.Check, Machine).Reasons);

    [Fact]
    public void AsksForThisMachineAloneToLoad()
    {
        var needs = BuilderNeeds.Of(PlanCase.Rich.Plan(), BuildPurpose.Load, Machine);

        Assert.Equal([Machine], needs.Platforms);
        Assert.False(needs.Complete);
    }

    [Fact]
    public void AsksForNothingMoreForAPlainImage() =>
        Assert.False(BuilderNeeds.Of(new PlanCase(Plain).Plan(), BuildPurpose.Push, Machine).Complete);

    [Fact]
    public void AsksForAttestationsOfOneImage() =>
        Assert.Equal(
            ["attestations"],
            BuilderNeeds.Of(new PlanCase("""{ "images": { "web": {} } }""").Plan(), BuildPurpose.Push, Machine).Reasons
        );
}
