namespace Stevedore.Tests.Ecs;

/// <summary>How a task fails, in the words of ECS.</summary>
/// <param name="ExitCode">Null where no container ever ran.</param>
internal sealed record TaskFailure(string StopCode, string StoppedReason, int? ExitCode)
{
    public string? ContainerReason { get; init; }

    /// <summary>What its log says before.</summary>
    public string[] Log { get; init; } = [];

    /// <summary>Whether it runs until something checks it.</summary>
    public bool IsStarted { get; init; } = true;

    /// <summary>What the service says of it, from the task and its target group; null for nothing.</summary>
    public Func<StubTask, string>? Event { get; init; }

    public string HealthStatus { get; init; } = "UNKNOWN";

    public static TaskFailure Exits(int code = 1, params string[] log) =>
        new("EssentialContainerExited", "Essential container in task exited", code) { Log = log };

    public static TaskFailure CannotPull(string image) =>
        new("TaskFailedToStart", PullReason(image), null) { ContainerReason = PullReason(image), IsStarted = false };

    public static TaskFailure WrongPlatform(string platform = "linux/amd64") =>
        new("TaskFailedToStart", PlatformReason(platform), null) { ContainerReason = PlatformReason(platform), IsStarted = false };

    public static TaskFailure OutOfMemory() =>
        new("EssentialContainerExited", "OutOfMemoryError: Container killed due to memory usage", 137)
        {
            ContainerReason = "OutOfMemoryError: Container killed due to memory usage",
        };

    public static TaskFailure ContainerUnhealthy() =>
        new("ServiceSchedulerInitiated", "Task failed container health checks", 143)
        {
            HealthStatus = "UNHEALTHY",
            Event = task => $"(task {task.Id}) failed container health checks.",
        };

    public static TaskFailure TargetUnhealthy(string targetGroup) =>
        new("ServiceSchedulerInitiated", $"Task failed ELB health checks in (target-group {targetGroup})", 143)
        {
            Event = task =>
                $"(task {task.Id}) (port 8080) is unhealthy in (target-group {targetGroup}) "
                + "due to (reason Health checks failed with these codes: [500]).",
        };

    private static string PlatformReason(string platform) =>
        "CannotPullContainerError: pull image manifest has been retried 7 time(s): "
        + $"image Manifest does not contain descriptor matching platform '{platform}'";

    private static string PullReason(string image) =>
        "CannotPullContainerError: pull image manifest has been retried 1 time(s): " + $"failed to resolve ref {image}: {image}: not found";
}
