using Amazon.CloudFormation.Model;

namespace Stevedore.Stacks.Watching;

/// <summary>Waits until what was begun with a stack has ended, and tells what happens meanwhile.</summary>
internal sealed class StackWatch(CloudFormationApi api, TimeProvider clock, Action<string> tell)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    /// <param name="stack">The stack's id: a name means another stack once it is deleted.</param>
    /// <param name="mark">The newest event before it began; null for whatever was begun last.</param>
    /// <param name="isOver">Whether the stack is as it is afterwards: somebody else may have done the same before the mark.</param>
    /// <returns>All events of it, oldest first; empty where it was over before.</returns>
    public async Task<ImmutableArray<StackEvent>> Follow(
        string stack,
        string? mark,
        Func<Stack?, bool> isOver,
        CancellationToken cancellation
    )
    {
        StackEventLines lines = new();
        HashSet<string> told = new(StringComparer.Ordinal);
        List<StackEvent> all = [];
        var last = clock.GetUtcNow();
        while (true)
        {
            foreach (var happened in await api.Events(stack, mark))
            {
                if (!told.Add(happened.EventId ?? ""))
                {
                    continue;
                }

                all.Add(happened);
                if (lines.Line(happened) is { } line)
                {
                    tell(line);
                    last = clock.GetUtcNow();
                }
            }

            if (all.Exists(StackEventRules.IsEnd))
            {
                return [.. all];
            }

            if (clock.GetUtcNow() - last >= Silence && lines.UnderWay is [var (resource, since), .. var others])
            {
                tell($"  waiting   {resource}{(others.IsEmpty ? "" : Invariant($" and {others.Length} more"))}, since {Time(since)}");
                last = clock.GetUtcNow();
            }

            if (all.Count == 0 && isOver(await api.Find(stack)))
            {
                return [];
            }

            await Task.Delay(Interval, clock, cancellation);
        }
    }

    /// <summary>A time as lines have it.</summary>
    public static string Time(DateTime time) => Invariant($"{time.ToUniversalTime():HH:mm:ss} UTC");
}
