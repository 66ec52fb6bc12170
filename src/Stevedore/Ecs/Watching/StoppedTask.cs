using Amazon.ECS.Model;
using EcsTask = Amazon.ECS.Model.Task;

namespace Stevedore.Ecs.Watching;

/// <summary>Why a task stopped, in words. Pure.</summary>
internal static class StoppedTask
{
    /// <summary>The task's reason and those of its containers.</summary>
    public static string Says(EcsTask task)
    {
        var reason = OutsideText.Line(task.StoppedReason ?? task.StopCode?.Value ?? "no reason given").TrimEnd('.');
        var containers = (task.Containers ?? []).Select(Container).OfType<string>().ToArray();
        return $"Task {Id(task)} stopped: {reason}{(containers.Length > 0 ? $". {string.Join(". ", containers)}" : "")}";
    }

    /// <summary>The container whose end ended the task; null where none did.</summary>
    public static Container? Culprit(EcsTask task) =>
        (task.Containers ?? []).Find(container => container.ExitCode is not (null or 0))
        ?? (task.Containers ?? []).Find(container => !string.IsNullOrEmpty(container.Reason));

    /// <summary>The last part of its ARN.</summary>
    public static string Id(EcsTask task) => ServiceName.Last(task.TaskArn ?? "");

    private static string? Container(Container container)
    {
        var exit = container.ExitCode is { } code ? Invariant($"exit code {code}") : null;
        var reason = string.IsNullOrEmpty(container.Reason) ? null : OutsideText.Line(container.Reason).TrimEnd('.');
        var health = container.HealthStatus?.Value == "UNHEALTHY" ? "unhealthy" : null;
        // A container that was told to end says nothing of why the task did.
        string[] parts = [.. new[] { exit, reason, health }.OfType<string>()];
        return parts.Length == 0 ? null : $"{container.Name}: {string.Join(", ", parts)}";
    }
}
