namespace Stevedore.Tests;

/// <summary>A clock on which waits of a few seconds end at once, and limits of a minute do not.</summary>
internal sealed class BriefClock : TimeProvider
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<TimeSpan> waits = new();

    /// <summary>The waits that ended at once.</summary>
    public TimeSpan[] Waits => [.. waits];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero || dueTime > TimeSpan.FromSeconds(10))
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        waits.Enqueue(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), period);
    }
}
