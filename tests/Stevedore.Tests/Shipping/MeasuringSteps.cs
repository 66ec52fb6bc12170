using Stevedore.Shipping;
using Xunit;

namespace Stevedore.Tests.Shipping;

public sealed class MeasuringSteps
{
    private readonly Clock clock = new();

    [Fact]
    public async Task NamesThemInTheOrderThatTheyBegan()
    {
        var times = Times();

        using (times.Begin("plan"))
        {
            clock.Milliseconds += 40;
        }

        var built = await times.Measure(
            "build",
            () =>
            {
                clock.Milliseconds += 1500;
                return Task.FromResult("done");
            }
        );

        Assert.Equal("done", built);
        Assert.Equal("start-up 0.120 s, plan 0.040 s, build 1.500 s, other 0.000 s, whole 1.660 s", times.ToString());
    }

    [Fact]
    public void CountsOnceWhatRunsSideBySide()
    {
        var times = Times();
        var hub = times.Begin("login");
        clock.Milliseconds += 10;
        var ecr = times.Begin("login");
        clock.Milliseconds += 20;
        hub.Dispose();
        clock.Milliseconds += 5;
        ecr.Dispose();
        clock.Milliseconds += 1000;
        var renewed = times.Begin("login");
        clock.Milliseconds += 7;
        renewed.Dispose();

        Assert.Equal("start-up 0.120 s, login 0.042 s, other 1.000 s, whole 1.162 s", times.ToString());
    }

    [Fact]
    public async Task CountsAStepThatFails()
    {
        var times = Times();

        await Assert.ThrowsAsync<StevedoreException>(() =>
            times.Measure<int>(
                "bake",
                () =>
                {
                    clock.Milliseconds += 3;
                    throw new StevedoreException("Cannot build", "why", "fix");
                }
            )
        );

        Assert.Equal("start-up 0.120 s, bake 0.003 s, other 0.000 s, whole 0.123 s", times.ToString());
    }

    private StepTimes Times() => new(clock, () => TimeSpan.FromMilliseconds(120));

    private sealed class Clock : TimeProvider
    {
        public long Milliseconds { get; set; } = 5000;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Milliseconds;
    }
}
