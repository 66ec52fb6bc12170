using Stevedore.Images;
using Stevedore.Shipping;
using Xunit;

namespace Stevedore.Tests.Shipping;

public sealed class ExplainingAPartialPush
{
    private static readonly StevedoreException Cause = new("Cannot build the images", "a registry refused access", "Give it the right.");
    private static readonly Digest One = Digest.Of("one"u8);

    [Fact]
    public void AddsNothingWhereNothingLanded() =>
        Assert.Same(Cause, PartialPush.Explain(Cause, [new("a/web:1", null, null), new("b/web:1", null, null)]));

    [Fact]
    public void SaysOfAFailedBuildThatNothingFollowedIt() =>
        Assert.Equal(
            [
                "What the registries hold of this commit:",
                $"  a/web:1: {One}",
                "  b/web:1: nothing",
                "No moving tag was set, and no file was written for a deployment.",
                "Run again: what is there is kept, and copied to where it is missing without building it again.",
            ],
            PartialPush.Explain(Cause, [new("a/web:1", One, null), new("b/web:1", null, null)], isBuild: true).Details
        );

    [Fact]
    public void NamesEveryPlace() =>
        Assert.Equal(
            $"""
            Cannot build the images: a registry refused access. Give it the right.
            What the registries hold of this commit:
              a/web:1: {One}
              b/web:1: nothing
              c/web:1: unknown, nobody answers
            Run again: what is there is kept, and copied to where it is missing without building it again.
            """,
            PartialPush
                .Explain(Cause, [new("a/web:1", One, null), new("b/web:1", null, null), new("c/web:1", null, "nobody answers")])
                .Message
        );
}
