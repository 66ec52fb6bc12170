namespace Stevedore.Tests;

/// <summary>A clock that moves only when it is told to.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Lock turn = new();
    private readonly List<Waiting> waiting = [];
    private DateTimeOffset now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>How long each wait that was begun was to be.</summary>
    public List<TimeSpan> Waits { get; } = [];

    /// <summary>Whether anybody waits for it to move.</summary>
    public bool IsAwaited
    {
        get
        {
            lock (turn)
            {
                return waiting.Count > 0;
            }
        }
    }

    /// <summary>How long it is until the first wait ends; null where nobody waits.</summary>
    public TimeSpan? Next
    {
        get
        {
            lock (turn)
            {
                return waiting.Count > 0 ? waiting.Min(timer => timer.Due) - now : null;
            }
        }
    }

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Waiting(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves on, and ends what was to end until then.</summary>
    public void Advance(TimeSpan time)
    {
        Waiting[] due;
        lock (turn)
        {
            now += time;
            due = [.. waiting.Where(timer => timer.Due <= now)];
            waiting.RemoveAll(timer => due.Contains(timer));
        }

        Array.ForEach(due, timer => timer.Fire());
    }

    private sealed class Waiting(ManualClock clock, Action fire) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.turn)
            {
                clock.waiting.Remove(this);
                if (dueTime >= TimeSpan.Zero)
                {
                    Due = clock.now + dueTime;
                    clock.waiting.Add(this);
                    clock.Waits.Add(dueTime);
                }
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
