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
}
