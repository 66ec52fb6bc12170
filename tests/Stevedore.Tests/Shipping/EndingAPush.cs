using Stevedore.Planning;
using Stevedore.Shipping;
using Stevedore.Tests.Planning;
using Xunit;

namespace Stevedore.Tests.Shipping;

/// <summary>A push that is told to end.</summary>
public sealed class EndingAPush
{
    private const string Again = "no file was written for a deployment. Run again: what is there is kept.";
    private static readonly ImmutableArray<ImagePlan> Images = [.. PlanCase.Rich.Plan().Shipped];
    private readonly List<string> told = [];

    [Fact]
    public void SaysThatNoMovingTagIsSetBeforeEveryRegistryHasEveryImage()
    {
        Tell(push => push.Pushes(Images.Take(2)));

        Assert.Equal(
            [
                $"Cancelled. What was pushed of 'base', 'web' by then is in the registries under the commit's tag. No moving tag was set, and {Again}",
            ],
            told
        );
    }

    [Fact]
    public void SaysThatMovingTagsMayBeSetWhileTheyAre()
    {
        Tell(push => push.Tags([Images[0] with { MovingTags = [] }, Images[1]]));

        Assert.Equal(
            [$"Cancelled. Every registry has this commit's images. Each moving tag of 'web' may be set or not, and {Again}"],
            told
        );
    }

    [Fact]
    public void SaysNothingWhereNothingIsLeft()
    {
        Tell(_ => { });
        Tell(push => push.Pushes([]));
        Tell(push => push.Tags(Images.Select(image => image with { MovingTags = [] })));
        Tell(push =>
        {
            push.Pushes(Images);
            push.Ends();
        });

        Assert.Empty(told);
    }

    [Fact]
    public void SaysNothingOfAPushThatIsNotToldToEnd()
    {
        EndedPush push = new(told.Add, CancellationToken.None);
        push.Pushes(Images);

        push.Tell();

        Assert.Empty(told);
    }

    [Fact]
    public void BearsATerminalThatHasHungUp()
    {
        EndedPush push = new(_ => throw new IOException(), new(canceled: true));
        push.Pushes(Images);

        Assert.Null(Record.Exception(push.Tell));
    }

    private void Tell(Action<EndedPush> steps)
    {
        EndedPush push = new(told.Add, new(canceled: true));
        steps(push);
        push.Tell();
    }
}
