namespace Stevedore.Tests.Ecs;

/// <summary>What becomes of a task that is run by itself.</summary>
/// <param name="Seconds">How long it runs; null for ever.</param>
/// <param name="Refusal">Why it is not run at all, as <c>failures</c> tell.</param>
internal sealed record OneOffTask(TaskFailure? End, double? Seconds, string? Refusal = null)
{
    public static OneOffTask Exits(int? code, double seconds = 20, params string[] log) =>
        new(new TaskFailure("EssentialContainerExited", "Essential container in task exited", code) { Log = log }, seconds);

    public static OneOffTask Fails(TaskFailure failure, double seconds = 20) => new(failure, seconds);

    public static OneOffTask Runs() => new(null, null);

    public static OneOffTask Refused(string reason) => new(null, null, reason);
}
