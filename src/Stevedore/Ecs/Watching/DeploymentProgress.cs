using System.Text.RegularExpressions;
using Amazon.ECS.Model;

namespace Stevedore.Ecs.Watching;

/// <summary>What is told of a deployment as it goes: a line for each change, and none twice.</summary>
internal sealed class DeploymentProgress(OwnDeployment own)
{
    private static readonly Regex Ids = new("[0-9a-f]{8,}|[0-9]+", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    private const int MostStopped = 5;
    private const int Few = 10;

    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private readonly HashSet<string> stopped = new(StringComparer.Ordinal);
    private string counts = "";
    private string stage = "";
    private string weights = "";
    private string targets = "";

    /// <summary>What has changed since the last call.</summary>
    public IEnumerable<string> Lines(DeploymentSnapshot now)
    {
        if (now.Own(own) is { } deployment)
        {
            var failed = Math.Max(deployment.FailedTasks ?? 0, now.Stopped.Length);
            var line = Invariant(
                $"{deployment.DesiredCount ?? 0} desired, {deployment.PendingCount ?? 0} pending, {deployment.RunningCount ?? 0} running, {failed} failed"
            );
            if (IsNew(ref counts, failed <= MostStopped ? line : Rough(deployment, failed)))
            {
                yield return line;
            }
        }

        if (IsNew(ref stage, Stage(now.Deployment)))
        {
            yield return stage;
        }

        if (IsNew(ref weights, Weights(now.Deployment)))
        {
            yield return weights;
        }

        if (IsNew(ref targets, string.Join("; ", now.Targets)))
        {
            yield return $"Targets: {targets}";
        }

        foreach (var line in Events(now.Service))
        {
            yield return line;
        }
    }

    /// <summary>Tasks that have stopped since the last call, of which the reason is to be told; the first few of a deployment.</summary>
    public IEnumerable<Amazon.ECS.Model.Task> Stopped(DeploymentSnapshot now) =>
        now.Stopped.Where(task => task.TaskArn is { } arn && stopped.Add(arn) && stopped.Count <= MostStopped);

    /// <summary>How many tasks of the deployment have stopped; ECS's own count may stay 0.</summary>
    public int StoppedCount => stopped.Count;

    // Tasks that crash for as long as one waits: that they come and go is known by then.
    private static string Rough(Deployment deployment, int failed) =>
        Invariant($"{deployment.DesiredCount} {(deployment.RunningCount ?? 0) >= (deployment.DesiredCount ?? 0)} {failed / Few}");

    private static string Stage(ServiceDeployment? deployment) =>
        deployment?.Status?.Value switch
        {
            null or "PENDING" or "SUCCESSFUL" or "STOPPED" => "",
            "IN_PROGRESS" => deployment.LifecycleStage?.Value is { Length: > 0 } stage ? $"Stage {stage}" : "",
            "STOP_REQUESTED" => "Asked to stop",
            "ROLLBACK_REQUESTED" => "Asked to go back",
            "ROLLBACK_IN_PROGRESS" => $"Going back{(Reason(deployment) is { } reason ? $": {reason}" : "")}",
            _ => "",
        };

    private static string? Reason(ServiceDeployment deployment) =>
        (deployment.Rollback?.Reason ?? deployment.StatusReason) is { Length: > 0 } reason ? OutsideText.Line(reason).TrimEnd('.') : null;

    private static string Weights(ServiceDeployment? deployment) =>
        deployment?.TargetServiceRevision is { RequestedProductionTrafficWeight: { } production } target
        && deployment.DeploymentConfiguration?.Strategy?.Value is not (null or "ROLLING")
            ? Invariant($"Traffic: {production:0.#} % on the new tasks")
                + (target.RequestedTestTrafficWeight is { } test and > 0 ? Invariant($", test traffic {test:0.#} %") : "")
            : "";

    // ECS repeats itself with other ids.
    private IEnumerable<string> Events(Service? service) =>
        Enumerable
            // Newest first, of one moment as well.
            .Reverse(service?.Events ?? [])
            .Where(happened => happened.CreatedAt is { } when && new DateTimeOffset(when.ToUniversalTime()) >= own.Began)
            .Where(happened => happened.Id is not { } id || !own.Told.Contains(id))
            .OrderBy(happened => happened.CreatedAt)
            .Select(happened => OutsideText.Line(happened.Message))
            .Where(message => message.Length > 0 && told.Add(Ids.Replace(message, "#")))
            .ToArray();

    private static bool IsNew(ref string last, string now)
    {
        if (now.Length == 0 || now == last)
        {
            return false;
        }

        last = now;
        return true;
    }
}
