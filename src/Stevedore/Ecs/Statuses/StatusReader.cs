using Stevedore.Ecs.Plans;
using Stevedore.Ecs.Services;

namespace Stevedore.Ecs.Statuses;

/// <summary>Reads what a service runs.</summary>
/// <param name="behind">How many commits the checkout is ahead of one; null where that cannot be told.</param>
internal sealed class StatusReader(Func<string, int?> behind)
{
    private const int MostEvents = 3;

    public static string StateOf(RunningService now) =>
        now.Service.Status is { } status && status != "ACTIVE" ? status.ToLowerInvariant()
        : (now.Service.Deployments ?? []).Find(deployment => deployment.Status == "PRIMARY") is { RolloutState.Value: "FAILED" } ? "stuck"
        : now.IsDeploying ? "in progress"
        : (now.Service.RunningCount ?? 0) < (now.Service.DesiredCount ?? 0) ? "short of tasks"
        : "deployed";

    public async Task<ServiceStatus> Read(EcsApi ecs, ServiceName name)
    {
        var now = await ServiceReader.Read(ecs, name);
        var commit = now.Definition.Tag(DeploymentTags.CommitKey);
        var primary = (now.Service.Deployments ?? []).Find(deployment => deployment.Status == "PRIMARY");
        return new(name.Cluster, name.Name, now.Definition.Name, StateOf(now))
        {
            Commit = commit,
            Behind = commit is null ? null : behind(DeploymentTags.Sha(commit)),
            Since = primary?.CreatedAt is { } since ? new DateTimeOffset(since.ToUniversalTime()) : null,
            By = now.Definition.RegisteredBy,
            Running = now.Service.RunningCount ?? 0,
            Desired = now.Service.DesiredCount ?? 0,
            Pending = now.Service.PendingCount ?? 0,
            Containers =
            [
                .. now.Definition.Containers.Select(container => new ContainerStatus(
                    container,
                    now.Definition.ImageOf(container) ?? "",
                    now.DigestOf(container)?.Value
                )),
            ],
            Events =
            [
                .. (now.Service.Events ?? [])
                    .OrderByDescending(happened => happened.CreatedAt)
                    .Take(MostEvents)
                    .Select(happened =>
                        $"{StatusText.Time(happened.CreatedAt is { } at ? new DateTimeOffset(at.ToUniversalTime()) : null)} {OutsideText.Line(happened.Message)}"
                    ),
            ],
        };
    }
}
