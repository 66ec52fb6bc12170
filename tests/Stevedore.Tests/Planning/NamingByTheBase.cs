using Stevedore.Images;
using Xunit;

namespace Stevedore.Tests.Planning;

/// <summary>Tags with <c>{base}</c>: the digest of the base image is asked only when shipping.</summary>
public sealed class NamingByTheBase
{
    private static readonly PlanCase Case = new("""{ "images": { "web": {} }, "tags": ["{sha:8}-{base:8}"] }""")
    {
        Dockerfiles = { ["web"] = "FROM alpine:3.22" },
    };

    [Fact]
    public void ShowsZerosBeforeItIsAskedAndSaysSo()
    {
        var plan = Case.Plan();

        Assert.Equal("3f2a91c0-00000000", plan.Images.Single().CommitTag.Value);
        Assert.Equal(["Zeros stand for {base} in the tags of 'web': the digest of alpine:3.22 is asked at Ship."], plan.Notes);
    }

    [Fact]
    public void TakesTheDigestOnceItIsAsked()
    {
        var plan = (Case with { BaseDigests = new() { ["alpine:3.22"] = Digest.Parse(PlanCase.Digest) } }).Plan();

        Assert.Equal("3f2a91c0-4f2e342c", plan.Images.Single().CommitTag.Value);
        Assert.Empty(plan.Notes);
    }

    [Fact]
    public void NeverPushesZeros() =>
        Assert.StartsWith(
            "Cannot make the commit's tag from '{sha:8}-{base:8}': the base image's digest is not known.",
            (Case with { BaseDigests = [] }).Fault(),
            StringComparison.Ordinal
        );

    [Fact]
    public void HasNoneForAnImageFromScratch() =>
        Assert.StartsWith(
            "Cannot make the commit's tag from '{sha:8}-{base:8}': the base image's digest is not known.",
            (Case with { Dockerfiles = new() { ["web"] = "FROM scratch" } }).Fault(),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("{sha:8}", "3f2a91c0-4f2e342c")]
    [InlineData("{base:4}-{sha:8}", "4f2e-3f2a91c0")]
    public void TellsOneBaseFromTheNextWhereItIsRefreshed(string tag, string expected)
    {
        var refreshed = new PlanCase($$"""{ "images": { "web": {} }, "tags": ["{{tag}}"] }""")
        {
            Dockerfiles = { ["web"] = "FROM alpine:3.22" },
            BaseDigests = new() { ["alpine:3.22"] = Digest.Parse(PlanCase.Digest) },
            Refresh = true,
            Refreshed = ["web"],
        };

        var image = refreshed.Plan().Images.Single();

        Assert.Equal((expected, true), (image.CommitTag.Value, image.IsRefreshed));
    }

    [Fact]
    public void KeepsTheTagOfWhatStandsOnNothingAlthoughItIsRefreshed()
    {
        var refreshed = new PlanCase("""{ "images": { "web": {} }, "tags": ["{sha:8}"] }""")
        {
            Dockerfiles = { ["web"] = "FROM alpine:3.22 AS build\nFROM scratch\nCOPY --from=build /a /a" },
            BaseDigests = new() { ["alpine:3.22"] = Digest.Parse(PlanCase.Digest) },
            Refresh = true,
            Refreshed = ["web"],
        };

        Assert.Equal("3f2a91c0", refreshed.Plan().Images.Single().CommitTag.Value);
    }

    [Fact]
    public void SaysBeforeItIsAskedWhatRefreshingMayDo() =>
        Assert.Equal(
            [
                "Whether --refresh builds anything is asked at Ship: what stands on an image that has moved gets -{base:8} behind its tag, where {base} is not in it.",
            ],
            (Case with { Json = """{ "images": { "web": {} }, "tags": ["{sha:8}"] }""", Refresh = true }).Plan().Notes
        );
}
