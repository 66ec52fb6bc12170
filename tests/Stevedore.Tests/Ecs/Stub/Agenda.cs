namespace Stevedore.Tests.Ecs;

/// <summary>What is to happen when, by the clock; it happens when somebody looks.</summary>
internal sealed class Agenda(TimeProvider clock)
{
    private readonly PriorityQueue<Action, (DateTimeOffset Due, int Number)> steps = new();
    private int number;
    private bool isMoving;

    /// <summary>The time of the step that happens, or of the last look.</summary>
    public DateTimeOffset Now { get; private set; } = clock.GetUtcNow();

    public void After(TimeSpan time, Action step) => steps.Enqueue(step, (Now + time, number++));

    /// <summary>Lets happen what is due; while something happens the time stands still.</summary>
    public void Advance()
    {
        if (isMoving)
        {
            return;
        }

        isMoving = true;
        var until = clock.GetUtcNow();
        while (steps.TryPeek(out _, out var first) && first.Due <= until)
        {
            Now = first.Due;
            steps.Dequeue()();
        }

        Now = until;
        isMoving = false;
    }
}
