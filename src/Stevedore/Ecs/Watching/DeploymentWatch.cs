using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.Runtime;
using Stevedore.Aws;
using Stevedore.Ecs.TaskDefinitions;
using EcsTask = Amazon.ECS.Model.Task;
using TaskDefinition = Stevedore.Ecs.TaskDefinitions.TaskDefinition;

namespace Stevedore.Ecs.Watching;

/// <summary>Waits for a deployment, and tells of it as it goes.</summary>
/// <param name="clock">Measures the waiting.</param>
/// <param name="tell">Is given each line.</param>
/// <param name="warn">Is given what is not told because it cannot be found out.</param>
/// <param name="deployment">The ARN of the service deployment; null while it is not known.</param>
internal sealed class DeploymentWatch(EcsApi ecs, TimeProvider clock, Action<string> tell, Action<string> warn, string? deployment = null)
{
    // ECS lets a client of 50 services ask each of them so often: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    // Between the times that ECS gives to the two records of a deployment.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(30);
    private const int LinesOfLog = 10;

    private readonly HashSet<string> warned = new(StringComparer.Ordinal);
    private string? serviceDeployment = deployment;

    /// <summary>The service deployment that was followed; null where ECS did not tell of it.</summary>
    public string? ServiceDeployment => serviceDeployment;

    /// <summary>Waits until it ends, or for as long as is waited.</summary>
    /// <param name="known">The service deployments that there were before it was asked for; null where they may not be listed.</param>
    /// <exception cref="StevedoreException">AWS does not let the caller look any more.</exception>
    public async Task<DeploymentOutcome> Follow(
        DeployTarget target,
        TaskDefinition definition,
        OwnDeployment own,
        IReadOnlySet<string>? known
    )
    {
        var progress = new DeploymentProgress(own);
        var began = clock.GetTimestamp();
        DeploymentSnapshot? last = null;
        for (var wait = Shortest; ; wait = Later(wait))
        {
            if (await Look(target.Service, own, known) is { } now)
            {
                await Tell(target.Service, definition, progress, now);
                own = own.After(now);
                last = now;
                if (DeploymentJudgement.Of(now, own) is { } outcome)
                {
                    return outcome;
                }
            }

            if (clock.GetElapsedTime(began) >= target.Timeout)
            {
                return new(DeploymentEnd.TimedOut, Late(last, target.Timeout, progress.StoppedCount));
            }

            await System.Threading.Tasks.Task.Delay(wait, clock, ecs.Cancellation);
        }
    }

    private static string Late(DeploymentSnapshot? last, TimeSpan timeout, int stopped) =>
        (
            last?.Primary is { RolloutState.Value: "COMPLETED", RunningCount: { } running, DesiredCount: { } desired } && running < desired
                ? Invariant($"{running} of {desired} tasks were running after {timeout.TotalMinutes:0.##} minutes")
                : Invariant($"it had not ended after {timeout.TotalMinutes:0.##} minutes")
        ) + (stopped > 0 ? Invariant($", and {stopped} of its tasks have stopped") : "");

    // A connection that is lost for a while ends no deployment.
    private async Task<DeploymentSnapshot?> Look(ServiceName service, OwnDeployment own, IReadOnlySet<string>? known)
    {
        try
        {
            var found = await ecs.FindService(service);
            serviceDeployment ??=
                found is null || known is null ? null : await Optionally(() => OwnServiceDeployment(service, own, known), null);
            var told = serviceDeployment is { } arn
                ? await Optionally(() => ecs.FindDeployment(service, arn), null, isDecisive: true)
                : null;
            var stopped = await Optionally(() => Stopped(service, own), []);
            return new(found, told, stopped, found is null ? [] : await Optionally(() => Targets(found), []));
        }
        catch (StevedoreException fault) when (IsPassing(fault))
        {
            Once($"{fault.What}: {fault.Why}. The deployment goes on, and is looked for again.");
            return null;
        }
        catch (StevedoreException fault)
        {
            throw new StevedoreException(
                $"Cannot follow the deployment of {service}",
                fault.Why,
                $"{fault.Fix} The deployment goes on: EcsStatus shows it, and the same command again waits for it.",
                fault
            );
        }
    }

    private async Task<string?> OwnServiceDeployment(ServiceName service, OwnDeployment own, IReadOnlySet<string> known)
    {
        var briefs = (await ecs.Deployments(service, 10))
            .Where(brief => brief.ServiceDeploymentArn is { } arn && !known.Contains(arn))
            // An earlier one may have brought the same.
            .Where(brief => brief.CreatedAt is not { } created || new DateTimeOffset(created.ToUniversalTime()) >= own.Began - Tolerance)
            .ToArray();
        var revisions = await ecs.FindServiceRevisions(
            service,
            [.. briefs.Select(brief => brief.TargetServiceRevisionArn).OfType<string>().Distinct()]
        );
        return briefs
            .Where(brief =>
                revisions.Exists(revision =>
                    revision.ServiceRevisionArn == brief.TargetServiceRevisionArn && revision.TaskDefinition == own.TaskDefinition
                )
            )
            .OrderBy(brief => brief.CreatedAt)
            .FirstOrDefault()
            ?.ServiceDeploymentArn;
    }

    private async Task<ImmutableArray<EcsTask>> Stopped(ServiceName service, OwnDeployment own) =>
        [
            .. (await ecs.Tasks(service, DesiredStatus.STOPPED))
                .Where(task => task.TaskDefinitionArn == own.TaskDefinition && IsSince(task.CreatedAt, own))
                .OrderBy(task => task.StoppedAt ?? task.CreatedAt),
        ];

    private static bool IsSince(DateTime? time, OwnDeployment own) =>
        time is not { } at || new DateTimeOffset(at.ToUniversalTime()) >= own.Began;

    private async Task<ImmutableArray<string>> Targets(Service service)
    {
        string[] groups = [.. (service.LoadBalancers ?? []).Select(balancer => balancer.TargetGroupArn).OfType<string>().Distinct()];
        var found = await System.Threading.Tasks.Task.WhenAll(groups.Select(ecs.Targets));
        return
        [
            .. found
                .SelectMany(targets => targets)
                .GroupBy(target => (State: target.TargetHealth?.State?.Value ?? "unknown", Why: target.TargetHealth?.Description ?? ""))
                .OrderBy(group => group.Key.State, StringComparer.Ordinal)
                .Select(group =>
                    Invariant(
                        $"{group.Count()} {group.Key.State}{(group.Key.Why.Length > 0 ? $" ({OutsideText.Line(group.Key.Why)})" : "")}"
                    )
                ),
        ];
    }

    private async System.Threading.Tasks.Task Tell(
        ServiceName service,
        TaskDefinition definition,
        DeploymentProgress progress,
        DeploymentSnapshot now
    )
    {
        foreach (var line in progress.Lines(now))
        {
            tell($"{service.Name}: {line}");
        }

        foreach (var task in progress.Stopped(now))
        {
            tell($"{service.Name}: {StoppedTask.Says(task)}");
            foreach (var line in await Optionally(() => LastLines(definition, task), []))
            {
                tell($"{service.Name}:   {line}");
            }
        }
    }

    private async Task<ImmutableArray<string>> LastLines(TaskDefinition definition, EcsTask task)
    {
        if (StoppedTask.Culprit(task)?.Name is not { } container || definition.LogOf(container) is not { } log)
        {
            return [];
        }

        var (lines, _) = await ecs.Log(log.Group, $"{log.Prefix}/{container}/{StoppedTask.Id(task)}", log.Region ?? ecs.Region, LinesOfLog);
        return [.. lines.Select(line => OutsideText.Line(line))];
    }

    // What is only told must not end the wait. What decides is asked again where that may help: without it the service alone would be believed.
    private async Task<T> Optionally<T>(Func<Task<T>> ask, T otherwise, bool isDecisive = false)
    {
        try
        {
            return await ask();
        }
        catch (StevedoreException fault) when (!AwsFaults.IsOfCredentials(fault.InnerException) && !(isDecisive && IsPassing(fault)))
        {
            Once($"{fault.What}: {fault.Why}. {fault.Fix}");
            return otherwise;
        }
    }

    private void Once(string warning)
    {
        if (warned.Add(warning))
        {
            warn(warning);
        }
    }

    private static TimeSpan Later(TimeSpan wait) => wait * 1.5 < Longest ? wait * 1.5 : Longest;

    private static bool IsPassing(StevedoreException fault) => AwsFaults.IsPassing(fault.InnerException);
}
