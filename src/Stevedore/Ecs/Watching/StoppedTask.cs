using Amazon.ECS.Model;
using EcsTask = Amazon.ECS.Model.Task;

namespace Stevedore.Ecs.Watching;

/// <summary>Why a task stopped, in words. Pure.</summary>
internal static class StoppedTask
{
    // Why an image cannot be pulled stands after its reference, twice.
    private const int MostOfAReason = 800;

    /// <summary>The task's reason and those of its containers.</summary>
    public static string Says(EcsTask task)
    {
        var reason = OutsideText.Line(task.StoppedReason ?? task.StopCode?.Value ?? "no reason given", MostOfAReason).TrimEnd('.');
        var containers = (task.Containers ?? []).Select(container => Container(container, task.StoppedReason)).OfType<string>().ToArray();
        return $"Task {Id(task)} stopped: {reason}{(containers.Length > 0 ? $". {string.Join(". ", containers)}" : "")}";
    }

    /// <summary>The container whose end ended the task; null where none did.</summary>
    public static Container? Culprit(EcsTask task) =>
        (task.Containers ?? []).Find(container => container.ExitCode is not (null or 0))
        ?? (task.Containers ?? []).Find(container => !string.IsNullOrEmpty(container.Reason));

    /// <summary>The last part of its ARN.</summary>
    public static string Id(EcsTask task) => ServiceName.Last(task.TaskArn ?? "");

    private static string? Container(Container container, string? known)
    {
        var exit = container.ExitCode is { } code ? Invariant($"exit code {code}") : null;
        var reason =
            string.IsNullOrEmpty(container.Reason) || container.Reason == known
                ? null
                : OutsideText.Line(container.Reason, MostOfAReason).TrimEnd('.');
        var health = container.HealthStatus?.Value == "UNHEALTHY" ? "unhealthy" : null;
        // A container that was told to end says nothing of why the task did.
        string[] parts = [.. new[] { exit, reason, health }.OfType<string>()];
        return parts.Length == 0 ? null : $"{container.Name}: {string.Join(", ", parts)}";
    }
}
