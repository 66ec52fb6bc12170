using Stevedore.Images;
using Stevedore.Shipping;
using Xunit;

namespace Stevedore.Tests.Shipping;

public sealed class ExplainingAPartialPush
{
    private static readonly StevedoreException Cause = new("Cannot build the images", "a registry refused access", "Give it the right.");
    private static readonly Digest One = Digest.Of("one"u8);
    private static readonly Digest Two = Digest.Of("two"u8);

    [Fact]
    public void AddsNothingWhereNothingLanded() =>
        Assert.Same(
            Cause,
            PartialPush.Explain(Cause, [new CommitTagState("a/web:1", null, null, null, null), new("b/web:1", Two, One, Two, null)])
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
              d/web:1: {Two}, as before this run
              e/web:1: {Two}, which this run did not push
              f/web:1: {Two}, which was not there before this run
            No moving tag was set, and no file was written for a deployment.
            Run again: what is there is kept, and copied to where it is missing without building it again.
            """,
            PartialPush
                .Explain(
                    Cause,
                    [
                        new CommitTagState("a/web:1", One, One, null, null),
                        new("b/web:1", null, One, null, null),
                        new("c/web:1", null, One, null, "nobody answers"),
                        new("d/web:1", Two, One, Two, null),
                        new("e/web:1", Two, One, null, null),
                        new("f/web:1", Two, null, One, null),
                    ]
                )
                .Message
        );

    [Fact]
    public void NamesEveryMovingTag() =>
        Assert.Equal(
            $"""
            Cannot build the images: a registry refused access. Give it the right.
            Every registry has this commit's images. The moving tags:
              a/web:latest: set to {One}
              b/web:latest: not set, it is still {Two}
              c/web:latest: not set, there is nothing
              d/web:latest: unknown, nobody answers
            Run again: what is there is kept, and only what is left is set.
            """,
            PartialPush
                .Explain(
                    Cause,
                    [
                        new MovingTagState("a/web:latest", One, One, null),
                        new("b/web:latest", One, Two, null),
                        new("c/web:latest", One, null, null),
                        new("d/web:latest", One, null, "nobody answers"),
                    ]
                )
                .Message
        );
}
